package io.feedrank.ranking.index;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors by id with their attributes, searched by similarity. Thread-safe: any number of searches
 * beside any number of changes; a change is seen by every search that starts after it returned.
 */
public interface VectorIndex extends AutoCloseable {
    /**
     * Adds a vector or replaces the one of this id with its attributes.
     *
     * @param vector {@code float[dimensions()]}; copied
     * @throws IllegalArgumentException when its dimensions are wrong, a component is not finite, or
     *     it is zero and the metric is the cosine; nothing is changed then
     */
    void upsert(String id, float[] vector, Attributes attributes);

    /** Adds a vector of which nothing else is known. */
    default void upsert(String id, float[] vector) {
        upsert(id, vector, Attributes.NONE);
    }

    /** Replaces the attributes of a vector; false when there is no such vector. */
    boolean annotate(String id, Attributes attributes);

    /** Takes a vector out; true when it was there. */
    boolean delete(String id);

    /** Takes out all that has expired at {@code now}; how many. */
    int deleteExpired(Instant now);

    /**
     * The vectors closest to {@code query} among those that the filter lets through: {@code k} of
     * them, or all when there are fewer.
     *
     * @param query {@code float[dimensions()]}
     * @throws IllegalArgumentException when the query is no vector that could be in the index
     */
    SearchResult search(float[] query, SearchOptions options);

    /** The {@code k} closest of all, closest first, ties by id. */
    default List<Neighbour> search(float[] query, int k) {
        return search(query, SearchOptions.top(k)).neighbours();
    }

    /** Number of vectors. */
    int size();

    boolean contains(String id);

    /** A copy of the vector of {@code id} as it is compared; null when there is none. */
    float @Nullable [] vector(String id);

    /** The attributes of {@code id}; null when there is no such vector. */
    @Nullable Attributes attributes(String id);

    int dimensions();

    IndexStats stats();

    /**
     * Writes all that is in the index to a file that appears only once it is whole. Searches and
     * changes go on meanwhile; changes that return before the call are in it, those made meanwhile
     * may be.
     *
     * @param notes of the caller's, for example how far it has read its source
     * @throws SnapshotException when the file can't be written
     */
    void snapshot(Path file, Map<String, String> notes);

    /**
     * Puts what is in a snapshot in place of all that is in the index.
     *
     * @return the notes it was written with
     * @throws SnapshotException when the file is missing, torn, altered, or of another kind of
     *     index (dimensions, metric); nothing is changed then
     */
    Map<String, String> restore(Path file);

    /**
     * Brings all changes into the engine's own structure and waits for it: after a bulk load, for
     * who can't wait for the index to do it by itself.
     *
     * @throws InterruptedException when the thread was interrupted; the old structure stays
     */
    void refresh() throws InterruptedException;

    /** Stops work in the background; searches still work. */
    @Override
    void close();
}

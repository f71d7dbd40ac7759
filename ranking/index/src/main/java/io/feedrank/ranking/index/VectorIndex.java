package io.feedrank.ranking.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vectors by id, searched by cosine similarity. Vectors are brought to unit length when they come
 * in, so similarity is their dot product. Thread-safe: any number of searches beside any number of
 * changes; a change is seen by every search that starts after it returned.
 */
public interface VectorIndex {
    /**
     * Adds a vector or replaces the one of this id.
     *
     * @param vector {@code float[dimensions()]}, of any length but zero; copied
     * @throws IllegalArgumentException when its dimensions are wrong, a component is not finite, or
     *     it is zero
     */
    void upsert(String id, float[] vector);

    /** Takes a vector out; true when it was there. */
    boolean delete(String id);

    /**
     * The vectors closest to {@code query}, closest first, ties by id: {@code k} of them, or all
     * when there are fewer.
     *
     * @param query {@code float[dimensions()]}, of any length but zero
     * @throws IllegalArgumentException when the query is no such vector or {@code k} is below 1
     */
    List<Neighbour> search(float[] query, int k);

    /** Number of vectors. */
    int size();

    boolean contains(String id);

    /** The unit vector of {@code id}, shared and not to be changed; null when there is none. */
    float @Nullable [] vector(String id);

    int dimensions();
}

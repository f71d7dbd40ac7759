package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.index.VectorIndex;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Post vectors as they come, one index a vector space. One space serves. When posts begin to come
 * in another one, its index is built beside, and takes over once it holds nearly as many posts; the
 * one before is kept a while for users whose own vector has not moved yet, and then let go.
 *
 * <p>Changes come from one thread at a time; searches from any number.
 */
public final class LiveIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveIndex.class);

    /** A space that holds this share of what the serving one holds takes over. */
    static final double COMPLETE = 0.95;

    /** How long the space before is kept. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private final IntFunction<VectorIndex> engine;
    private final Clock clock;
    private final Map<String, VectorIndex> indexes = new ConcurrentHashMap<>();
    private volatile Spaces spaces = Spaces.NONE;
    private String newest = "";
    private String before = "";
    private Instant letGoAt = Instant.MAX;
    private boolean caughtUp;
    private boolean chosen;

    /**
     * An empty index.
     *
     * @param engine makes an index of so many dimensions
     * @param clock the deployment's, by which posts expire
     */
    public LiveIndex(IntFunction<VectorIndex> engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /**
     * Takes a change in.
     *
     * @throws FeedrankException BAD_INPUT when the vector has other dimensions than its space;
     *     nothing is changed then
     */
    public synchronized void apply(PostUpdate update) {
        if (update instanceof PostUpdate.Vector vector) {
            upsert(vector);
        } else {
            indexes.values().forEach(index -> index.delete(update.postId()));
        }
    }

    /**
     * Whether a change fits.
     *
     * @throws FeedrankException BAD_INPUT when the vector has other dimensions than its space
     */
    void check(PostUpdate update) {
        if (update instanceof PostUpdate.Vector vector) {
            VectorIndex known = indexes.get(vector.space());
            if (known != null && known.dimensions() != vector.vector().length) {
                throw wrongDimensions(vector, known.dimensions());
            }
        }
    }

    static FeedrankException wrongDimensions(PostUpdate.Vector vector, int expected) {
        return FeedrankException.badInput(
                "vector: got "
                        + vector.vector().length
                        + " dimensions, expected "
                        + expected
                        + " of space "
                        + vector.space());
    }

    private void upsert(PostUpdate.Vector update) {
        Attributes attributes = update.attributes();
        if (!attributes.expiresAt().isAfter(clock.instant())) {
            indexes.values().forEach(index -> index.delete(update.postId()));
            return;
        }
        check(update);
        VectorIndex known = indexes.get(update.space());
        VectorIndex index = known == null ? open(update.space(), update.vector().length) : known;
        index.upsert(update.postId(), update.vector(), attributes);
        newest = update.space();
        for (VectorIndex other : indexes.values()) {
            if (other != index) {
                other.annotate(update.postId(), attributes);
            }
        }
    }

    private VectorIndex open(String space, int dimensions) {
        LOG.info("posts come in vector space {} of {} dimensions", space, dimensions);
        VectorIndex index = engine.apply(dimensions);
        indexes.put(space, index);
        settle();
        return index;
    }

    /** All that was in the topic at the start has been taken in. */
    public synchronized void caughtUp() {
        if (!caughtUp) {
            caughtUp = true;
            publish(chosen ? spaces.serving() : largest());
        }
    }

    /** Lets expired posts go, and a space take over or go when it is time. */
    public synchronized void tick() {
        indexes.values().forEach(index -> index.deleteExpired(clock.instant()));
        settle();
    }

    private void settle() {
        String serving = spaces.serving();
        if (serving.isEmpty()) {
            serving = largest();
        }
        if (!clock.instant().isBefore(letGoAt)) {
            letGo(serving);
        }
        // No way back while the space before is kept: two jobs at once must not swap to and fro.
        if (caughtUp && letGoAt.equals(Instant.MAX) && complete(serving)) {
            LOG.info("vector space {} serves, {} is kept for {}", newest, serving, KEPT);
            before = serving;
            letGoAt = clock.instant().plus(KEPT);
            serving = newest;
        }
        publish(serving);
    }

    private void publish(String serving) {
        Set<String> ready = new HashSet<>();
        Set<String> building = new HashSet<>();
        for (String space : indexes.keySet()) {
            (space.equals(serving) || space.equals(before) ? ready : building).add(space);
        }
        spaces = new Spaces(serving, ready, building);
    }

    private boolean complete(String serving) {
        VectorIndex next = indexes.get(newest);
        VectorIndex now = indexes.get(serving);
        return next != null && now != null && next != now && next.size() >= COMPLETE * now.size();
    }

    private void letGo(String serving) {
        for (String space : Set.copyOf(indexes.keySet())) {
            if (!space.equals(serving) && !space.equals(newest)) {
                LOG.info("vector space {} is let go", space);
                drop(space);
            }
        }
        before = "";
        letGoAt = Instant.MAX;
    }

    private void drop(String space) {
        VectorIndex index = indexes.remove(space);
        if (index != null) {
            index.close();
        }
    }

    private String largest() {
        String largest = "";
        int most = -1;
        for (Map.Entry<String, VectorIndex> entry : new TreeMap<>(indexes).entrySet()) {
            if (entry.getValue().size() > most) {
                largest = entry.getKey();
                most = entry.getValue().size();
            }
        }
        return largest;
    }

    /** The spaces that can be asked now. */
    public Spaces spaces() {
        return spaces;
    }

    /** The index of a space; null when there is none that can be asked. */
    public @Nullable VectorIndex ready(String space) {
        return spaces.ready().contains(space) ? indexes.get(space) : null;
    }

    /** Posts that can be found. */
    public int size() {
        VectorIndex serving = indexes.get(spaces.serving());
        return serving == null ? 0 : serving.size();
    }

    /** All indexes by space, for snapshots and meters. */
    Map<String, VectorIndex> indexes() {
        return indexes;
    }

    /** An index as a snapshot holds it. */
    synchronized VectorIndex restoring(String space, int dimensions) {
        return open(space, dimensions);
    }

    /**
     * All that was on disk is in. It goes on as it was: the same space serves, and the one before
     * is kept for its while.
     *
     * @param serving the space that served; empty when that isn't known
     * @param before the one that served before it and was still kept; empty for none
     */
    synchronized void restored(String serving, String before) {
        chosen = indexes.containsKey(serving);
        String serves = chosen ? serving : largest();
        newest = serves;
        if (chosen && indexes.containsKey(before)) {
            this.before = before;
            letGoAt = clock.instant().plus(KEPT);
        }
        for (String space : new TreeSet<>(indexes.keySet())) {
            if (!space.equals(serves) && !space.equals(this.before)) {
                newest = space;
            }
        }
        publish(serves);
    }

    /** Forgets a space that could not be restored. */
    synchronized void forget(String space) {
        drop(space);
        publish(largest());
    }

    @Override
    public void close() {
        indexes.values().forEach(VectorIndex::close);
    }
}

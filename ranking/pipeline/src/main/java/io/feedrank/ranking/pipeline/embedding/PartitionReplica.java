package io.feedrank.ranking.pipeline.embedding;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One partition's index in this process: how far it is, and whether it stays. Changed by the
 * consumer's thread, read by any.
 */
final class PartitionReplica implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final int partition;
    private final LiveIndex index;
    private final TopicOrigin origin;
    private final SnapshotSchedule snapshots;
    private volatile @Nullable Long next;
    private long readyAt;
    private long ticked = System.nanoTime();
    private volatile boolean ready;
    private volatile boolean behind = true;
    private volatile boolean leaving;
    private volatile long leftAt;
    private volatile @Nullable Long elsewhereAt;

    /** A replica with what is on disk. */
    PartitionReplica(int partition, LiveIndex index, EmbeddingsConfig config, TopicOrigin origin) {
        this.partition = partition;
        this.index = index;
        this.origin = origin;
        this.snapshots =
                new SnapshotSchedule(
                        new IndexSnapshots(
                                config.snapshots().resolve(Integer.toString(partition)),
                                config.snapshotMaxAge()),
                        config.snapshotEvery());
        this.next = snapshots.restore(index, origin).next().get(partition);
    }

    LiveIndex index() {
        return index;
    }

    /** It stays, or comes back: the offset to go on at, null for the beginning. */
    @Nullable Long stay() {
        // First, for nobody else to let it go for the sake of one that has yet to catch up.
        behind = true;
        leaving = false;
        elsewhereAt = null;
        return next;
    }

    /** It can be searched when it has taken in all before this offset. */
    void readyAt(long offset) {
        readyAt = offset;
    }

    /** All before {@code offset} has been taken in. */
    void reached(long offset) {
        next = offset;
        if (offset >= readyAt) {
            if (!ready) {
                index.caughtUp();
                ready = true;
            }
            behind = false;
        }
        if (System.nanoTime() - ticked > TICK.toNanos()) {
            ticked = System.nanoTime();
            index.tick();
            if (ready) {
                snapshots.due(index, origin, Map.of(partition, offset));
            }
        }
    }

    /** Another process gets it. */
    void leave() {
        leftAt = System.nanoTime();
        leaving = true;
    }

    boolean ready() {
        return ready;
    }

    boolean leaving() {
        return leaving;
    }

    /** Whether it came back, and what it missed has not all been taken in yet. */
    boolean behind() {
        return behind;
    }

    boolean leftLongerThan(Duration time) {
        return System.nanoTime() - leftAt > time.toNanos();
    }

    /** Another process can be asked for it, or no longer can; true when that has long been so. */
    boolean elsewhereLongerThan(Duration time, boolean elsewhere) {
        Long since = elsewhereAt;
        if (!elsewhere) {
            elsewhereAt = null;
            return false;
        }
        if (since == null) {
            elsewhereAt = System.nanoTime();
            return false;
        }
        return System.nanoTime() - since > time.toNanos();
    }

    /** So that the next start of this process begins here. */
    void lastSnapshot() {
        Long reached = next;
        if (ready && !leaving && reached != null) {
            snapshots.last(index, origin, Map.of(partition, reached));
        }
    }

    @Override
    public void close() {
        snapshots.close();
        index.close();
    }
}

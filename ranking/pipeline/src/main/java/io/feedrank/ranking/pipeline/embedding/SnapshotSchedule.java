package io.feedrank.ranking.pipeline.embedding;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots now and then, on a thread of its own, while the index is read and changed. One
 * that fails is logged: the one before is still good.
 */
final class SnapshotSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final IndexSnapshots snapshots;
    private final Duration every;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "index-snapshots");
                        thread.setDaemon(true);
                        return thread;
                    });
    private long lastNanos = System.nanoTime();
    private volatile Written written = new Written(Map.of(), Instant.EPOCH);

    /** The offsets of the last snapshot that is on disk, and when it was taken. */
    private record Written(Map<Integer, Long> next, Instant at) {}

    SnapshotSchedule(IndexSnapshots snapshots, Duration every) {
        this.snapshots = snapshots;
        this.every = every;
    }

    IndexSnapshots.Restored restore(LiveIndex index, TopicOrigin origin) {
        IndexSnapshots.Restored restored = snapshots.restore(index, origin);
        written = new Written(restored.next(), restored.takenAt());
        return restored;
    }

    /** Takes one when it is time and something changed since the last, or that grows too old. */
    void due(LiveIndex index, TopicOrigin origin, Map<Integer, Long> next) {
        if (System.nanoTime() - lastNanos < every.toNanos() || isWritten(next)) {
            return;
        }
        if (busy.compareAndSet(false, true)) {
            lastNanos = System.nanoTime();
            writer.execute(
                    () -> {
                        try {
                            take(index, origin, next);
                        } finally {
                            busy.set(false);
                        }
                    });
        }
    }

    /** Takes the last one, and waits for it. */
    void last(LiveIndex index, TopicOrigin origin, Map<Integer, Long> next) {
        if (!isWritten(next)) {
            writer.execute(() -> take(index, origin, next));
        }
    }

    /** One that would soon be refused for its age is written again, though nothing changed. */
    private boolean isWritten(Map<Integer, Long> next) {
        Written last = written;
        return next.equals(last.next())
                && last.at().plus(snapshots.maxAge().dividedBy(2)).isAfter(Instant.now());
    }

    private void take(LiveIndex index, TopicOrigin origin, Map<Integer, Long> next) {
        long start = System.nanoTime();
        Instant at = Instant.now();
        try {
            snapshots.take(index, origin, next);
            written = new Written(next, at);
            LOG.info(
                    "snapshot of {} post vectors in {} ms",
                    index.size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (RuntimeException e) {
            LOG.warn("no snapshot: {}", e.toString());
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the last snapshot was not done after {}", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

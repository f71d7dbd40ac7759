package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.ranking.index.SnapshotException;
import java.time.Duration;
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
    private Map<Integer, Long> written = Map.of();

    SnapshotSchedule(IndexSnapshots snapshots, Duration every) {
        this.snapshots = snapshots;
        this.every = every;
    }

    IndexSnapshots.Restored restore(LiveIndex index, TopicOrigin origin) {
        IndexSnapshots.Restored restored = snapshots.restore(index, origin);
        written = restored.next();
        return restored;
    }

    /** Takes one when it is time and something changed since the last. */
    void due(LiveIndex index, TopicOrigin origin, Map<Integer, Long> next) {
        if (System.nanoTime() - lastNanos < every.toNanos() || next.equals(written)) {
            return;
        }
        if (busy.compareAndSet(false, true)) {
            lastNanos = System.nanoTime();
            written = next;
            writer.execute(
                    () -> {
                        take(index, origin, next);
                        busy.set(false);
                    });
        }
    }

    /** Takes the last one, and waits for it. */
    void last(LiveIndex index, TopicOrigin origin, Map<Integer, Long> next) {
        if (!next.equals(written)) {
            writer.execute(() -> take(index, origin, next));
        }
    }

    private void take(LiveIndex index, TopicOrigin origin, Map<Integer, Long> next) {
        long start = System.nanoTime();
        try {
            snapshots.take(index, origin, next);
            LOG.info(
                    "snapshot of {} post vectors in {} ms",
                    index.size(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        } catch (SnapshotException e) {
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

package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A model of the hot set: its last use is known, and it closes when the calls under way are done.
 */
final class HotModel implements LoadedModel {
    private final LoadedModel model;
    private final LoadedModel calls;
    private final long bytes;
    // Calls hold the read side, so that closing waits for them.
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private volatile long usedNanos = System.nanoTime();
    private boolean closed;

    /**
     * A model that was just loaded.
     *
     * @param calls takes the calls: the model itself, or what batches for it
     */
    HotModel(LoadedModel model, LoadedModel calls, long bytes) {
        this.model = model;
        this.calls = calls;
        this.bytes = bytes;
    }

    /** Size of its files. */
    long bytes() {
        return bytes;
    }

    /** When it was asked for last. */
    long usedNanos() {
        return usedNanos;
    }

    /** Notes that somebody takes it, and may call it soon. */
    void touch() {
        usedNanos = System.nanoTime();
    }

    @Override
    public String model() {
        return model.model();
    }

    @Override
    public List<String> columns() {
        return model.columns();
    }

    @Override
    public Scores score(float[] rows, int count) {
        return score(rows, count, FOREVER);
    }

    @Override
    public Scores score(float[] rows, int count, Duration patience) {
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new FeedrankException(
                        Category.UNAVAILABLE, "model " + model() + " is retired and closed");
            }
            touch();
            return calls.score(rows, count, patience);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /** Frees the native memory once the calls under way and those that wait are done. */
    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            closed = true;
            calls.close();
            model.close();
        } finally {
            lifetime.writeLock().unlock();
        }
    }
}

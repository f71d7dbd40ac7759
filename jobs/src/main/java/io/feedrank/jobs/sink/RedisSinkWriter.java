package io.feedrank.jobs.sink;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the last value of each key, and writes them in one pipeline when there are enough, when a
 * timer fires, and at a checkpoint. While Redis does not answer, it tries again with backoff and
 * jitter and holds the stream back (what Redis refuses for good fails the job at once); after
 * {@link #PATIENCE} the job fails and its restart strategy takes over. Nothing is lost: offsets are
 * committed after the flush.
 */
final class RedisSinkWriter implements SinkWriter<OnlineWrite> {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSinkWriter.class);
    private static final int MOST_BUFFERED = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 2_000;

    private final OnlineStore store;
    private final ProcessingTimeService time;
    private final Duration flushInterval;
    private final Map<OnlineKey, OnlineWrite> buffer = new LinkedHashMap<>();
    private @Nullable Future<?> timer;

    RedisSinkWriter(OnlineStore store, ProcessingTimeService time, Duration flushInterval) {
        this.store = store;
        this.time = time;
        this.flushInterval = flushInterval;
    }

    @Override
    public void write(OnlineWrite element, Context context) {
        buffer.merge(element.key(), element, RedisSinkWriter::newer);
        if (buffer.size() >= MOST_BUFFERED) {
            flushBuffer();
        } else if (timer == null) {
            long at = time.getCurrentProcessingTime() + flushInterval.toMillis();
            timer =
                    time.registerTimer(
                            at,
                            now -> {
                                timer = null;
                                flushBuffer();
                            });
        }
    }

    private static OnlineWrite newer(OnlineWrite before, OnlineWrite now) {
        return now.value().isOlderThan(before.value()) ? before : now;
    }

    @Override
    public void flush(boolean endOfInput) {
        flushBuffer();
    }

    private void flushBuffer() {
        if (buffer.isEmpty()) {
            return;
        }
        List<OnlineWrite> writes = List.copyOf(buffer.values());
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        long pauseMs = FIRST_PAUSE_MS;
        while (true) {
            try {
                store.put(writes);
                buffer.clear();
                return;
            } catch (FeedrankException e) {
                if (!mayPass(e)
                        || System.nanoTime() > giveUpAt
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("{} values wait for Redis: {}", writes.size(), e.getMessage());
                LockSupport.parkNanos(
                        Duration.ofMillis(
                                        ThreadLocalRandom.current()
                                                .nextLong(pauseMs / 2, pauseMs + 1))
                                .toNanos());
                pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
            }
        }
    }

    /** A wrong password stays wrong. */
    private static boolean mayPass(FeedrankException failure) {
        return switch (failure.category()) {
            case UNAVAILABLE, TIMEOUT -> true;
            case BAD_INPUT, INTERNAL -> false;
        };
    }

    @Override
    public void close() {
        store.close();
    }
}

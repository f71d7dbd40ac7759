package io.feedrank.ranking.api;

import io.feedrank.ranking.api.config.HttpConfig;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that block on Redis and write answers. */
final class Workers {
    private Workers() {}

    /** As many tasks may wait as requests may be under way; a request has one task at a time. */
    static ExecutorService start(HttpConfig config) {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                config.workerThreads(),
                config.workerThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.maxInFlight()),
                task -> {
                    Thread thread = new Thread(task, "worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}

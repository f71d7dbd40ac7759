package io.feedrank.ranking.index;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds when a build is due, on a thread of its own, with a rest after each. */
final class BackgroundBuilds {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundBuilds.class);

    /**
     * After a build, as many times what it took pass before the next: a tenth of a core at most.
     */
    private static final int REST_PER_BUILD = 9;

    /** What failed is not tried again at once. */
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

    /** What is built. */
    interface Build {
        boolean isDue();

        /**
         * Builds.
         *
         * @throws InterruptedException when the thread was interrupted
         */
        void run() throws InterruptedException;
    }

    private final Build build;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1,
                    task -> {
                        Thread thread = new Thread(task, "index-builder");
                        thread.setDaemon(true);
                        return thread;
                    },
                    // A change beside close() needs no build any more.
                    new ThreadPoolExecutor.DiscardPolicy());
    private volatile long restUntil = System.nanoTime();

    BackgroundBuilds(Build build) {
        this.build = build;
    }

    /** Builds as soon as the rest is over, unless that is planned already. */
    void schedule() {
        if (!thread.isShutdown() && scheduled.compareAndSet(false, true)) {
            long rest = Math.max(0, restUntil - System.nanoTime());
            ScheduledFuture<?> unused =
                    thread.schedule(this::buildQuietly, rest, TimeUnit.NANOSECONDS);
        }
    }

    private void buildQuietly() {
        try {
            if (build.isDue()) {
                build();
            }
        } finally {
            scheduled.set(false);
        }
        // What came due while it built found a build planned already.
        if (build.isDue()) {
            schedule();
        }
    }

    private void build() {
        long start = System.nanoTime();
        long leastRest = REST_AFTER_FAILURE.toNanos();
        try {
            build.run();
            leastRest = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // Errors too: nobody looks at the future, and the old structure still serves.
            LOG.warn("the index could not be built again, searches go on with the old one", e);
        } finally {
            long now = System.nanoTime();
            restUntil = now + Math.max(leastRest, REST_PER_BUILD * (now - start));
        }
    }

    void close() {
        thread.shutdownNow();
    }
}

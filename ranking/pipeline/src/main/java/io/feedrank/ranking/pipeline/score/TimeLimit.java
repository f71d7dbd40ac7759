package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs calls that cannot be interrupted on threads of its own, so that the caller can go on without
 * them: a slow model holds up these threads and no request.
 */
final class TimeLimit implements AutoCloseable {
    private static final int WAITING = 16;

    private final ThreadPoolExecutor threads;

    /** Two threads, named after {@code name}. */
    TimeLimit(String name) {
        this.threads =
                new ThreadPoolExecutor(
                        2,
                        2,
                        10,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING),
                        task -> {
                            Thread thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * What {@code call} gives within {@code budget}.
     *
     * @throws FeedrankException TIMEOUT when it takes longer, UNAVAILABLE when too many calls are
     *     under way, else what the call throws
     */
    <T> T run(Supplier<T> call, Duration budget) {
        Future<T> result;
        try {
            result = threads.submit(call::get);
        } catch (RejectedExecutionException e) {
            throw new FeedrankException(Category.UNAVAILABLE, "too many of its calls wait", e);
        }
        try {
            return result.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw new FeedrankException(
                    Category.TIMEOUT, "gave nothing within " + budget.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new FeedrankException(Category.INTERNAL, String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedrankException(Category.UNAVAILABLE, "interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package io.feedrank.ranking.pipeline.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks all sources at once, each on a thread of its own behind its own bulkhead, and waits for each
 * only until its deadline. A source that hangs holds no more threads than its bulkhead has places,
 * and keeps no other from being asked. Thread-safe.
 */
public final class SourceFan implements AutoCloseable {
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final List<CandidateSource> sources;
    private final SourceLimits limits;
    private final Map<String, Semaphore> bulkheads = new HashMap<>();
    private final ExecutorService pool;

    /** A fan over those of {@code sources} that the limits name, in the limits' order. */
    public SourceFan(List<CandidateSource> sources, SourceLimits limits) {
        this.limits = limits;
        this.sources =
                limits.shares().keySet().stream()
                        .flatMap(name -> sources.stream().filter(s -> s.name().equals(name)))
                        .toList();
        this.sources.forEach(
                source -> bulkheads.put(source.name(), new Semaphore(limits.concurrent())));
        this.pool =
                Executors.newCachedThreadPool(
                        task -> {
                            Thread thread = new Thread(task, "source-" + THREADS.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Asks all of them. They get at most half of the time left: what comes after them takes time
     * too, and a feed without a source that hangs is better than none.
     *
     * @param left time until nobody waits for the request any more
     * @return in the order of the sources
     */
    public List<SourceAnswer> ask(SourceRequest request, Duration left) {
        long start = System.nanoTime();
        List<Asked> all = new ArrayList<>();
        for (CandidateSource source : sources) {
            all.add(start(source, request));
        }
        Duration most = left.dividedBy(2);
        List<SourceAnswer> answers = new ArrayList<>();
        for (Asked asked : all) {
            Duration timeout = limits.timeout(asked.source);
            Duration patience = timeout.compareTo(most) < 0 ? timeout : most;
            answers.add(asked.await(patience, start));
        }
        return answers;
    }

    private Asked start(CandidateSource source, SourceRequest request) {
        Semaphore bulkhead = Objects.requireNonNull(bulkheads.get(source.name()));
        if (!bulkhead.tryAcquire()) {
            return new Asked(source.name(), null);
        }
        FutureTask<Timed> task =
                new FutureTask<>(
                        () -> {
                            long start = System.nanoTime();
                            Proposal proposal = source.propose(request);
                            return new Timed(proposal, System.nanoTime() - start);
                        });
        // The place is free when the source is done, not when nobody waits for it any more.
        boolean begun = false;
        try {
            pool.execute(
                    () -> {
                        try {
                            task.run();
                        } finally {
                            bulkhead.release();
                        }
                    });
            begun = true;
        } finally {
            if (!begun) {
                bulkhead.release();
            }
        }
        return new Asked(source.name(), task);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private record Timed(Proposal proposal, long nanos) {}

    /** A source that was asked; without a task when its bulkhead was full. */
    private final class Asked {
        private final String source;
        private final @Nullable FutureTask<Timed> task;

        Asked(String source, @Nullable FutureTask<Timed> task) {
            this.source = source;
            this.task = task;
        }

        SourceAnswer await(Duration patience, long start) {
            if (task == null) {
                return new SourceAnswer.Refused(source, limits.concurrent());
            }
            try {
                long left = patience.toNanos() - (System.nanoTime() - start);
                Timed timed = task.get(Math.max(0, left), TimeUnit.NANOSECONDS);
                return new SourceAnswer.Proposed(source, timed.proposal(), timed.nanos());
            } catch (TimeoutException e) {
                task.cancel(true);
                return new SourceAnswer.Abandoned(source, patience, System.nanoTime() - start);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                return new SourceAnswer.Failed(source, cause, System.nanoTime() - start);
            } catch (InterruptedException e) {
                task.cancel(true);
                Thread.currentThread().interrupt();
                return new SourceAnswer.Failed(source, e, System.nanoTime() - start);
            }
        }
    }
}

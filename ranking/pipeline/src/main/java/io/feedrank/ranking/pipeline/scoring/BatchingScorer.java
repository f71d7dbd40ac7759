package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets concurrent requests share calls of a model. A request that finds a free lane calls at once
 * on its own thread and waits for nobody. While all lanes are busy requests queue; the thread that
 * ends a call hands its lane to the first of the queue, which takes with it, in order of arrival,
 * as many as fit into one call. So batches grow with the load and there is no timer.
 *
 * <p>A request whose turn has not come within its patience is dropped with TIMEOUT and takes no
 * part in a call; once it is part of one it gets its scores. When a shared call fails its halves
 * are tried again apart, so that a request which the engine cannot bear, or a batch that is too big
 * for the device's memory, does not fail the others.
 *
 * <p>A model must score each row by itself: rows of several requests stand in one tensor.
 */
public final class BatchingScorer implements LoadedModel {
    private final Scorer model;
    private final BatchConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<BatchCall> waiting = new ArrayDeque<>();
    private final SpareRows spare = new SpareRows();
    private int busyLanes;
    private boolean closed;

    /** Batches for {@code model}, which stays the caller's to close. */
    public BatchingScorer(Scorer model, BatchConfig config) {
        this.model = model;
        this.config = config;
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
        return score(rows, count, Scorer.FOREVER);
    }

    @Override
    public Scores score(float[] rows, int count, Duration patience) {
        Scorer.requireRows(rows, count, columns().size());
        BatchCall call = new BatchCall(rows, count, System.nanoTime() + nanos(patience));
        if (call.nanosLeft() <= 0) {
            throw late();
        }
        enter(call);
        await(call);
        if (call.state() == BatchCall.State.LEADING) {
            lead(call);
        }
        return call.result();
    }

    /** Refuses what waits and what comes later; calls under way end as they would. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.forEach(call -> call.fail(retired()));
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }

    private void enter(BatchCall call) {
        lock.lock();
        try {
            if (closed) {
                throw retired();
            }
            if (busyLanes < config.lanes() && waiting.isEmpty()) {
                busyLanes++;
                call.lead();
                return;
            }
            if (waiting.size() >= config.maxWaiting()) {
                dropLate();
            }
            if (waiting.size() >= config.maxWaiting()) {
                throw new FeedrankException(
                        Category.UNAVAILABLE,
                        waiting.size() + " requests wait for model " + model() + " already");
            }
            waiting.addLast(call);
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the call is done, or is to lead. */
    private void await(BatchCall call) {
        boolean interrupted = false;
        while (call.state() == BatchCall.State.WAITING || call.state() == BatchCall.State.TAKEN) {
            if (call.state() == BatchCall.State.TAKEN) {
                LockSupport.park(this);
            } else if (call.nanosLeft() > 0) {
                LockSupport.parkNanos(this, call.nanosLeft());
            } else {
                giveUp(call);
            }
            // The caller's scores come soon; whoever interrupted it finds out after that.
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveUp(BatchCall call) {
        lock.lock();
        try {
            if (waiting.remove(call)) {
                call.fail(late());
            }
        } finally {
            lock.unlock();
        }
    }

    private void lead(BatchCall first) {
        List<BatchCall> batch = gather(first);
        List<Runnable> answers = new ArrayList<>(batch.size());
        try {
            run(batch, answers);
        } finally {
            // The lane goes on before anybody is woken: waking costs more than a small call.
            handOver();
            answers.forEach(Runnable::run);
            batch.stream()
                    .filter(call -> call.state() != BatchCall.State.DONE)
                    .forEach(call -> call.fail(broken()));
        }
    }

    private List<BatchCall> gather(BatchCall first) {
        List<BatchCall> batch = new ArrayList<>();
        batch.add(first);
        int rows = first.count();
        lock.lock();
        try {
            dropLate();
            while (!waiting.isEmpty() && rows + waiting.getFirst().count() <= config.maxRows()) {
                BatchCall next = waiting.removeFirst();
                next.take();
                batch.add(next);
                rows += next.count();
            }
        } finally {
            lock.unlock();
        }
        return batch;
    }

    private void handOver() {
        lock.lock();
        try {
            dropLate();
            BatchCall next = waiting.pollFirst();
            if (next == null) {
                busyLanes--;
            } else {
                next.lead();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run(List<BatchCall> batch, List<Runnable> answers) {
        int rows = batch.stream().mapToInt(BatchCall::count).sum();
        try {
            if (batch.size() == 1) {
                BatchCall only = batch.get(0);
                Scores scores = model.score(only.rows(), rows);
                answers.add(() -> only.complete(scores));
            } else {
                share(batch, score(batch, rows), answers);
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                answers.add(() -> batch.get(0).fail(e));
            } else {
                int half = batch.size() / 2;
                run(batch.subList(0, half), answers);
                run(batch.subList(half, batch.size()), answers);
            }
        }
    }

    private Scores score(List<BatchCall> batch, int rows) {
        float[] packed = spare.borrow(rows * columns().size());
        int at = 0;
        for (BatchCall call : batch) {
            int floats = call.count() * columns().size();
            System.arraycopy(call.rows(), 0, packed, at, floats);
            at += floats;
        }
        Scores scores = model.score(packed, rows);
        spare.giveBack(packed);
        if (scores.score().length != rows) {
            throw broken();
        }
        return scores;
    }

    private static void share(List<BatchCall> batch, Scores scores, List<Runnable> answers) {
        int from = 0;
        for (BatchCall call : batch) {
            Scores own = scores.slice(from, from + call.count());
            answers.add(() -> call.complete(own));
            from += call.count();
        }
    }

    private void dropLate() {
        waiting.removeIf(
                call -> {
                    boolean late = call.nanosLeft() <= 0;
                    if (late) {
                        call.fail(late());
                    }
                    return late;
                });
    }

    private static long nanos(Duration patience) {
        return patience.compareTo(FOREVER) > 0 ? FOREVER.toNanos() : patience.toNanos();
    }

    private FeedrankException late() {
        return new FeedrankException(
                Category.TIMEOUT, "the deadline passed before model " + model() + " was free");
    }

    private FeedrankException retired() {
        return new FeedrankException(
                Category.UNAVAILABLE, "model " + model() + " is retired and closed");
    }

    private FeedrankException broken() {
        return new FeedrankException(
                Category.INTERNAL, "model " + model() + " failed in a shared call");
    }
}

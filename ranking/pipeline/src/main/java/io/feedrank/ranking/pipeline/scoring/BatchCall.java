package io.feedrank.ranking.pipeline.scoring;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One request's part in a {@link BatchingScorer}. Its state is changed under the scorer's lock, but
 * for the result, which the leader of its batch sets once.
 */
final class BatchCall {
    /** Where a call is on its way. */
    enum State {
        /** In the queue. */
        WAITING,
        /** Its own thread is to run the next batch, which it is the first of. */
        LEADING,
        /** Part of a batch that another thread runs. */
        TAKEN,
        DONE
    }

    private final float[] rows;
    private final int count;
    private final long deadlineNanos;
    private final Thread thread = Thread.currentThread();
    private volatile State state = State.WAITING;
    private @Nullable Scores scores;
    private @Nullable RuntimeException failure;

    /** A call of the current thread. */
    BatchCall(float[] rows, int count, long deadlineNanos) {
        this.rows = rows;
        this.count = count;
        this.deadlineNanos = deadlineNanos;
    }

    float[] rows() {
        return rows;
    }

    int count() {
        return count;
    }

    State state() {
        return state;
    }

    /** Nanoseconds until it is too late to begin; none left is 0 or less. */
    long nanosLeft() {
        return deadlineNanos - System.nanoTime();
    }

    void lead() {
        state = State.LEADING;
        wake();
    }

    void take() {
        state = State.TAKEN;
    }

    void complete(Scores result) {
        scores = result;
        finish();
    }

    void fail(RuntimeException cause) {
        failure = cause;
        finish();
    }

    /** What came of it; to be asked by its own thread once it is done. */
    Scores result() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw cause;
        }
        Scores result = scores;
        if (result == null) {
            throw new IllegalStateException("asked for a result while " + state);
        }
        return result;
    }

    private void finish() {
        state = State.DONE;
        wake();
    }

    private void wake() {
        if (thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }
}

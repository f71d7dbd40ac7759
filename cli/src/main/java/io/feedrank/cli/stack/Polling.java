package io.feedrank.cli.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what can only be asked for, never told. */
public final class Polling {
    private Polling() {}

    /**
     * Asks every {@code interval} until the answer is yes.
     *
     * @return whether it was yes before the time was up or the thread was interrupted (its flag
     *     stays set)
     */
    public static boolean until(Duration timeout, Duration interval, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(interval.toNanos());
        }
        return true;
    }

    /**
     * Asks every {@code interval} until an answer is enough.
     *
     * @return the last answer: one that is not enough when the time was up or the thread was
     *     interrupted
     */
    public static <T> T latest(
            Duration timeout, Duration interval, Supplier<T> question, Predicate<T> enough) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            T answer = question.get();
            if (enough.test(answer)
                    || System.nanoTime() - deadline >= 0
                    || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            LockSupport.parkNanos(interval.toNanos());
        }
    }
}

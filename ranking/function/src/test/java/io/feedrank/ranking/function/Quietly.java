package io.feedrank.ranking.function;

import java.util.concurrent.CountDownLatch;

/** What tests do on threads of their own, where nobody catches. */
final class Quietly {
    private Quietly() {}

    static void call(StatefunCaller caller, byte[] request) {
        try {
            caller.call(request);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

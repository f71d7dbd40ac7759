package io.feedrank.feature.online.near;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.OnlineKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A read of the store under way, whose keys other requests need not ask for. */
final class Flight {
    /** Longer than any read: the store has a timeout of its own. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CompletableFuture<Map<OnlineKey, Kept>> landing = new CompletableFuture<>();

    void landed(Map<OnlineKey, Kept> values) {
        landing.complete(values);
    }

    void failed(RuntimeException failure) {
        landing.completeExceptionally(failure);
    }

    /**
     * What it brings.
     *
     * @throws RuntimeException that the store threw
     */
    Map<OnlineKey, Kept> await() {
        try {
            return landing.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FeedrankException failure) {
                throw new FeedrankException(
                        failure.category(), String.valueOf(failure.getMessage()), failure);
            }
            throw new FeedrankException(Category.INTERNAL, "a shared read failed", e);
        } catch (TimeoutException e) {
            throw new FeedrankException(
                    Category.TIMEOUT, "a shared read took longer than " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedrankException(Category.UNAVAILABLE, "interrupted", e);
        }
    }
}

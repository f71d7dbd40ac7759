package io.feedrank.ranking.pipeline;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a store that keeps failing only now and then, so that requests fail at once instead of each
 * waiting for it.
 */
public final class BreakerOnlineStore implements OnlineStore {
    private static final int CALLS = 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final OnlineStore store;
    private final CircuitBreaker breaker =
            CircuitBreaker.of(
                    "online-store",
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(CALLS)
                            .minimumNumberOfCalls(CALLS)
                            .failureRateThreshold(50)
                            .waitDurationInOpenState(PAUSE)
                            .permittedNumberOfCallsInHalfOpenState(2)
                            .build());

    public BreakerOnlineStore(OnlineStore store) {
        this.store = store;
    }

    @Override
    public List<@Nullable VersionedValue> get(List<OnlineKey> keys) {
        return call(() -> store.get(keys));
    }

    @Override
    public void put(List<OnlineWrite> writes) {
        call(
                () -> {
                    store.put(writes);
                    return writes;
                });
    }

    private <T> T call(Supplier<T> command) {
        try {
            return breaker.executeSupplier(command);
        } catch (CallNotPermittedException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "the online store failed too often just now", e);
        }
    }

    @Override
    public void close() {
        store.close();
    }
}

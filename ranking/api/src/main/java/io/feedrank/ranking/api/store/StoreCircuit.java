package io.feedrank.ranking.api.store;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.FeedStore;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.proto.v1.FeedResponse;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One circuit around all stores of one Redis: when it is open, calls fail with UNAVAILABLE at once.
 * Thread-safe.
 */
public final class StoreCircuit {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCircuit.class);

    private final CircuitBreaker breaker =
            CircuitBreaker.of(
                    "redis",
                    CircuitBreakerConfig.custom()
                            .slidingWindowSize(10)
                            .minimumNumberOfCalls(5)
                            .failureRateThreshold(50)
                            .waitDurationInOpenState(Duration.ofSeconds(1))
                            .permittedNumberOfCallsInHalfOpenState(2)
                            .maxWaitDurationInHalfOpenState(Duration.ofSeconds(30))
                            .ignoreException(StoreCircuit::isNoOutage)
                            .build());

    public StoreCircuit() {
        breaker.getEventPublisher()
                .onStateTransition(
                        event -> LOG.warn("Circuit to Redis: {}", event.getStateTransition()));
    }

    /** {@code store} behind this circuit. Whoever opened {@code store} closes it. */
    public FeedStore guard(FeedStore store) {
        return new GuardedFeedStore(store);
    }

    /** {@code store} behind this circuit. */
    public OnlineStore guard(OnlineStore store) {
        return new GuardedOnlineStore(store);
    }

    private <T> T call(Supplier<T> command) {
        try {
            return breaker.executeSupplier(command);
        } catch (CallNotPermittedException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "Redis does not answer; it is tried again in a second",
                    e);
        }
    }

    private static boolean isNoOutage(Throwable failure) {
        return failure instanceof FeedrankException known
                && (known.category() == Category.BAD_INPUT
                        || known.category() == Category.INTERNAL);
    }

    private final class GuardedFeedStore implements FeedStore {
        private final FeedStore store;

        private GuardedFeedStore(FeedStore store) {
            this.store = store;
        }

        @Override
        public void save(FeedResponse snapshot) {
            call(
                    () -> {
                        store.save(snapshot);
                        return snapshot;
                    });
        }

        @Override
        public Optional<FeedResponse> served(String requestId) {
            return call(() -> store.served(requestId));
        }

        @Override
        public Optional<FeedResponse> lastOf(String userId) {
            return call(() -> store.lastOf(userId));
        }
    }

    private final class GuardedOnlineStore implements OnlineStore {
        private final OnlineStore store;

        private GuardedOnlineStore(OnlineStore store) {
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

        @Override
        public void close() {
            store.close();
        }
    }
}

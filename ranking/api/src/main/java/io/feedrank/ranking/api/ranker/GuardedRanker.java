package io.feedrank.ranking.api.ranker;

import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.ranking.api.config.BreakerConfig;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ranker behind a circuit breaker: when too many calls got no answer, the next ones fail at once
 * with {@link CallNotPermittedException} instead of after the timeout each; after a while a few of
 * them try again.
 */
public final class GuardedRanker implements Ranker {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedRanker.class);

    /** Calls that decide whether the ranker is back. */
    private static final int PROBES = 3;

    /** Categories of an error answer that another call is likely to get as well. */
    private static final Set<String> FAILURES = Set.of("UNAVAILABLE", "TIMEOUT");

    private final Ranker ranker;
    private final CircuitBreaker breaker;

    public GuardedRanker(Ranker ranker, BreakerConfig config, MeterRegistry metrics) {
        this.ranker = ranker;
        this.breaker =
                CircuitBreaker.of(
                        "ranker",
                        CircuitBreakerConfig.custom()
                                .slidingWindowSize(config.calls())
                                .minimumNumberOfCalls(Math.max(1, config.calls() / 2))
                                .failureRateThreshold(config.failurePercent())
                                .waitDurationInOpenState(config.open())
                                .permittedNumberOfCallsInHalfOpenState(PROBES)
                                .maxWaitDurationInHalfOpenState(Duration.ofSeconds(30))
                                .build());
        breaker.getEventPublisher()
                .onStateTransition(
                        event -> LOG.warn("Circuit to the ranker: {}", event.getStateTransition()));
        metrics.gauge(
                "feedrank.ranker.circuit.open",
                breaker,
                guarded -> guarded.getState() == CircuitBreaker.State.CLOSED ? 0 : 1);
    }

    /** The breaker's state: CLOSED, OPEN or HALF_OPEN. */
    public String state() {
        return breaker.getState().name();
    }

    @Override
    public CompletableFuture<FeedResponse> rank(FeedRequest request) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(
                    CallNotPermittedException.createCallNotPermittedException(breaker));
        }
        long start = System.nanoTime();
        try {
            return ranker.rank(request)
                    .whenComplete(
                            (response, failure) ->
                                    judge(response, failure, System.nanoTime() - start));
        } catch (RuntimeException e) {
            judge(null, e, System.nanoTime() - start);
            throw e;
        }
    }

    private void judge(@Nullable FeedResponse response, @Nullable Throwable failure, long nanos) {
        if (failure != null) {
            breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        } else if (response != null && FAILURES.contains(response.getError().getCategory())) {
            breaker.onError(
                    nanos,
                    TimeUnit.NANOSECONDS,
                    new IllegalStateException(response.getError().getMessage()));
        } else {
            breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
        }
    }
}

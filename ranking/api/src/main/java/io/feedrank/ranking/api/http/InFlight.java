package io.feedrank.ranking.api.http;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;

/** Counts the requests under way and refuses those beyond the limit at once. */
public final class InFlight {
    private final Bulkhead bulkhead;
    private final int most;

    public InFlight(int most) {
        this.most = most;
        this.bulkhead =
                Bulkhead.of(
                        "requests",
                        BulkheadConfig.custom()
                                .maxConcurrentCalls(most)
                                .maxWaitDuration(Duration.ZERO)
                                .build());
    }

    /** Requests under way. */
    public int count() {
        return most - bulkhead.getMetrics().getAvailableConcurrentCalls();
    }

    /**
     * Takes a place; {@link #leave()} gives it back.
     *
     * @throws HttpProblem when there is none
     */
    void enter() {
        if (!bulkhead.tryAcquirePermission()) {
            throw Problem.of(
                            ProblemType.OVERLOADED,
                            most
                                    + " requests are under way, the most of this replica; try again in a second")
                    .exception();
        }
    }

    void leave() {
        bulkhead.onComplete();
    }
}

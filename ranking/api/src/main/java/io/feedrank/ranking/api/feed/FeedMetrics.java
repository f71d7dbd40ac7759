package io.feedrank.ranking.api.feed;

import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.ServedBy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How feeds are served, and why not better. */
final class FeedMetrics {
    private final MeterRegistry registry;

    FeedMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void answered(FeedRequest request, @Nullable Answer answer, long nanos) {
        String servedBy =
                answer == null ? "none" : FeedJson.servedBy(answer.snapshot().getServedBy());
        Timer.builder("feedrank.feeds")
                .description("Ranked feeds, from request to answer")
                .tag("kind", request.getCandidatePostIdsCount() > 0 ? "rank" : "feed")
                .tag("served_by", servedBy)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(2))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void degraded(ServedBy level, String reason) {
        registry.counter("feedrank.degraded", "to", FeedJson.servedBy(level), "reason", reason)
                .increment();
    }

    void undecorated() {
        registry.counter("feedrank.feeds.undecorated").increment();
    }
}

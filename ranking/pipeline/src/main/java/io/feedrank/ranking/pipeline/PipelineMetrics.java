package io.feedrank.ranking.pipeline;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Meters of the pipeline, all named {@code feedrank.ranking.*}. Thread-safe. */
public final class PipelineMetrics {
    private static final String PREFIX = "feedrank.ranking.";

    private final MeterRegistry registry;

    public PipelineMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void stage(String name, int in, int out, long nanos) {
        registry.timer(PREFIX + "stage", "stage", name).record(nanos, TimeUnit.NANOSECONDS);
        DistributionSummary.builder(PREFIX + "candidates")
                .description("Candidates that a stage left.")
                .tag("stage", name)
                .register(registry)
                .record(out);
        if (in > out) {
            registry.counter(PREFIX + "removed", "stage", name).increment(in - out);
        }
    }

    void degraded(String stage) {
        registry.counter(PREFIX + "degraded", "stage", stage).increment();
    }

    void failed(String stage) {
        registry.counter(PREFIX + "stage.failed", "stage", stage).increment();
    }

    void notFinite(int scores) {
        registry.counter(PREFIX + "scores.not.finite").increment(scores);
    }

    void ranked(String servedBy, long nanos) {
        Timer.builder(PREFIX + "feed")
                .description("A whole feed.")
                .tag("served_by", servedBy)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(2))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }
}

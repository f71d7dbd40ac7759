package io.feedrank.ranking.pipeline;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.quality.FeatureQuality;
import io.feedrank.ranking.pipeline.score.FeatureRows;
import io.feedrank.ranking.pipeline.user.UserContext;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Meters of the pipeline, named {@code feedrank.ranking.*}, and of the features that it serves.
 * Thread-safe.
 */
public final class PipelineMetrics {
    private static final String PREFIX = "feedrank.ranking.";

    private static final Duration[] FRESHNESS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1),
        Duration.ofDays(7),
    };
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final MeterRegistry registry;
    private final FeatureQuality quality;

    /** Meters with drift by the hour. */
    public PipelineMetrics(MeterRegistry registry) {
        this(registry, AN_HOUR);
    }

    /**
     * Meters.
     *
     * @param driftWindow how long rows are gathered before they are a window of drift
     */
    public PipelineMetrics(MeterRegistry registry, Duration driftWindow) {
        this.registry = registry;
        this.quality = new FeatureQuality(FeatureCatalog.standard(), registry, driftWindow);
    }

    /** What models are asked with. */
    void features(FeatureRows rows, Instant asOf) {
        quality.observe(rows, asOf);
    }

    /** How long before the request the newest events happened that its features counted. */
    void fresh(Instant asOf, UserContext user, List<HydratedCandidate> candidates) {
        fresh("user", user.features().activity().newest(), asOf);
        Instant newest = Instant.EPOCH;
        for (HydratedCandidate candidate : candidates) {
            Instant ofPost = candidate.features().stats().newest();
            newest = ofPost.isAfter(newest) ? ofPost : newest;
        }
        fresh("posts", newest, asOf);
    }

    private void fresh(String of, Instant newest, Instant asOf) {
        if (newest.equals(Instant.EPOCH)) {
            return;
        }
        Duration age = Duration.between(newest, asOf);
        Timer.builder(PREFIX + "freshness")
                .description("From the newest event in the features of a request to the request.")
                .tag("of", of)
                .serviceLevelObjectives(FRESHNESS)
                .register(registry)
                .record(age.isNegative() ? Duration.ZERO : age);
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

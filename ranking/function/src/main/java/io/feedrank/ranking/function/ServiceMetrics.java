package io.feedrank.ranking.function;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Meters of the service around the pipeline. Thread-safe. */
final class ServiceMetrics {
    private static final String PREFIX = "feedrank.ranking.";

    private final MeterRegistry registry;
    private final Counter shed;
    private final Counter deadLetters;
    private final Counter logDropped;

    ServiceMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.shed = registry.counter(PREFIX + "shed");
        this.deadLetters = registry.counter(PREFIX + "dead.letters");
        this.logDropped = registry.counter(PREFIX + "feature.log.dropped");
    }

    /** A request was answered with a feed, or with an error of {@code outcome}'s category. */
    void answered(String outcome) {
        registry.counter(PREFIX + "answers", "outcome", outcome).increment();
    }

    void shed() {
        shed.increment();
    }

    void deadLetter() {
        deadLetters.increment();
    }

    void logDropped() {
        logDropped.increment();
    }
}

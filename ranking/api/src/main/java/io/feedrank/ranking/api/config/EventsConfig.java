package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * What one POST of events may hold.
 *
 * @param lead how far an event may be ahead of the deployment's clock; one from farther on would
 *     make all others late
 * @param timeout how long Kafka may take to have a batch
 */
public record EventsConfig(int maxEvents, int maxBodyBytes, Duration lead, Duration timeout) {
    public EventsConfig {
        Checks.between("api.max-events", maxEvents, 1, 100_000);
        Checks.between("api.max-body-bytes", maxBodyBytes, 1_024, 64 << 20);
        Checks.between("api.event-lead-ms", lead, Duration.ZERO, Duration.ofDays(1));
        Checks.between(
                "api.events-timeout-ms", timeout, Duration.ofMillis(100), Duration.ofMinutes(2));
    }

    static EventsConfig from(Settings settings) {
        return new EventsConfig(
                settings.getInt("api.max-events"),
                settings.getInt("api.max-body-bytes"),
                settings.getDuration("api.event-lead-ms"),
                settings.getDuration("api.events-timeout-ms"));
    }
}

package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * Whether, and how often, this replica moves event time on in every partition of {@code
 * feed-events}.
 */
public record TicksConfig(boolean enabled, Duration every) {
    public TicksConfig {
        Checks.between("api.tick-ms", every, Duration.ofMillis(50), Duration.ofMinutes(1));
    }

    static TicksConfig from(Settings settings) {
        return new TicksConfig(
                Checks.flag("api.ticks-enabled", settings.get("api.ticks-enabled")),
                settings.getDuration("api.tick-ms"));
    }
}

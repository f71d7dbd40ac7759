package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * When requests stop waiting for a ranker that does not answer.
 *
 * @param calls the last calls that are judged
 * @param failurePercent of them that open the circuit
 * @param open how long until some calls try again
 */
public record BreakerConfig(int calls, int failurePercent, Duration open) {
    public BreakerConfig {
        Checks.between("api.breaker-calls", calls, 2, 10_000);
        Checks.between("api.breaker-failure-percent", failurePercent, 1, 100);
        Checks.between("api.breaker-open-ms", open, Duration.ofMillis(10), Duration.ofMinutes(10));
    }

    static BreakerConfig from(Settings settings) {
        return new BreakerConfig(
                settings.getInt("api.breaker-calls"),
                settings.getInt("api.breaker-failure-percent"),
                settings.getDuration("api.breaker-open-ms"));
    }
}

package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * Where the API listens and how much it takes on.
 *
 * @param port 0 for a free one
 * @param maxInFlight requests under way at once, before the next is refused
 * @param workerThreads threads that read Redis and write answers
 * @param drain how long requests under way may take to end at a stop
 */
public record HttpConfig(
        String host, int port, int maxInFlight, int workerThreads, Duration drain) {
    public HttpConfig {
        if (host.isBlank()) {
            throw FeedrankException.badInput("setting 'api.host': got nothing, expected a host");
        }
        Checks.between("api.port", port, 0, 65_535);
        Checks.between("api.max-in-flight", maxInFlight, 1, 100_000);
        Checks.between("api.worker-threads", workerThreads, 1, 1_000);
        Checks.between("api.drain-ms", drain, Duration.ZERO, Duration.ofMinutes(5));
    }

    static HttpConfig from(Settings settings) {
        return new HttpConfig(
                settings.get("api.host"),
                settings.getInt("api.port"),
                settings.getInt("api.max-in-flight"),
                settings.getInt("api.worker-threads"),
                settings.getDuration("api.drain-ms"));
    }
}

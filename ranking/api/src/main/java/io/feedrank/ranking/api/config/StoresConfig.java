package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * The servers behind the API.
 *
 * @param bootstrap Kafka's addresses
 * @param redisTimeout a read of Redis is given up after so long
 * @param erasureKey by which erased users are known
 */
public record StoresConfig(
        String bootstrap, URI redis, Duration redisTimeout, String erasureKey) {
    // The value may hold a password, so it is not repeated.
    private static final String REDIS_EXPECTED =
            "setting 'redis.uri': got no address of that form, expected redis://[user:password@]HOST:PORT[/DB]";

    public StoresConfig {
        if (bootstrap.isBlank()) {
            throw FeedrankException.badInput(
                    "setting 'kafka.bootstrap': got nothing, expected HOST:PORT[,HOST:PORT]");
        }
        Checks.between(
                "api.redis-timeout-ms", redisTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    }

    static StoresConfig from(Settings settings) {
        return new StoresConfig(
                settings.get("kafka.bootstrap"),
                redis(settings.get("redis.uri")),
                settings.getDuration("api.redis-timeout-ms"),
                settings.get("erasure.key"));
    }

    private static URI redis(String value) {
        try {
            URI uri = new URI(value);
            if (uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw FeedrankException.badInput(REDIS_EXPECTED);
        }
        throw FeedrankException.badInput(REDIS_EXPECTED);
    }
}

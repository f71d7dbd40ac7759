package io.feedrank.ranking.api.config;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.near.NearCacheConfig;
import io.feedrank.feature.online.redis.RedisAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/**
 * The servers behind the API.
 *
 * @param bootstrap Kafka's addresses
 * @param nearCache what is kept of it in this process
 * @param redisTimeout a read of Redis is given up after so long
 * @param erasureKey by which erased users are known
 */
public record StoresConfig(
        String bootstrap,
        URI redis,
        Duration redisTimeout,
        NearCacheConfig nearCache,
        String erasureKey) {
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
                NearCacheConfig.from(settings),
                settings.get("erasure.key"));
    }

    private static URI redis(String value) {
        try {
            URI uri = new URI(value);
            RedisAddress.parse(uri);
            return uri;
        } catch (URISyntaxException e) {
            // The value may hold a password, so neither it nor the cause is repeated.
            throw FeedrankException.badInput(
                    "setting 'redis.uri': got no URI, expected redis://[USER:PASSWORD@]HOST:PORT[/DB]");
        }
    }
}

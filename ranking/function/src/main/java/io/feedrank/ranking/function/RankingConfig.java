package io.feedrank.ranking.function;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Settings of the service itself.
 *
 * @param host to listen on
 * @param port to listen on; 0 takes a free one
 * @param threads that rank, each one request at a time
 * @param redisTimeout of one round trip
 * @param modelsDir root of the model registry
 * @param index where post vectors are searched
 */
public record RankingConfig(
        String host,
        int port,
        int threads,
        Duration redisTimeout,
        Path modelsDir,
        IndexPlace index) {
    /** Where post vectors are searched. */
    public enum IndexPlace {
        /** In this process. */
        LOCAL,
        /** In processes of their own. */
        SHARDS
    }

    /** Requests that wait for a thread before others are turned away, by thread. */
    static final int WAITING_PER_THREAD = 32;

    private static final String REDIS_TIMEOUT = "ranking.redis-timeout-ms";

    public RankingConfig {
        if (port < 0 || port > 65_535) {
            throw FeedrankException.badInput("ranking.port: got " + port + ", expected 0 to 65535");
        }
        if (threads < 1 || threads > 256) {
            throw FeedrankException.badInput(
                    "ranking.threads: got " + threads + ", expected 1 to 256");
        }
        if (redisTimeout.toMillis() < 1 || redisTimeout.toSeconds() > 10) {
            throw FeedrankException.badInput(
                    REDIS_TIMEOUT + ": got " + redisTimeout.toMillis() + ", expected 1 to 10000");
        }
    }

    /** The service's part of {@code settings}. */
    public static RankingConfig from(Settings settings) {
        return new RankingConfig(
                settings.get("ranking.host"),
                settings.getInt("ranking.port"),
                settings.getInt("ranking.threads"),
                settings.getDuration(REDIS_TIMEOUT),
                settings.getPath("models.dir"),
                index(settings.get("ranking.index")));
    }

    private static IndexPlace index(String place) {
        return switch (place) {
            case "local" -> IndexPlace.LOCAL;
            case "shards" -> IndexPlace.SHARDS;
            default ->
                    throw FeedrankException.badInput(
                            "ranking.index: got '" + place + "', expected local or shards");
        };
    }

    int waiting() {
        return threads * WAITING_PER_THREAD;
    }
}

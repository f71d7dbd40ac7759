package io.feedrank.ranking.shard.fleet;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * How a ranker asks shards.
 *
 * @param timeout of one search over all of them, when the request has more time left
 * @param hedge a shard that has not answered by then is asked elsewhere too, where another holds
 *     its partitions
 */
public record FleetConfig(Duration timeout, Duration hedge) {
    private static final String TIMEOUT = "ranking.shard-timeout-ms";
    private static final String HEDGE = "ranking.shard-hedge-ms";

    public FleetConfig {
        check(TIMEOUT, timeout);
        check(HEDGE, hedge);
    }

    /** The part of {@code settings}. */
    public static FleetConfig from(Settings settings) {
        return new FleetConfig(settings.getDuration(TIMEOUT), settings.getDuration(HEDGE));
    }

    private static void check(String key, Duration duration) {
        if (duration.toMillis() < 1 || duration.toMillis() > 60_000) {
            throw FeedrankException.badInput(
                    key + ": got " + duration.toMillis() + ", expected 1 to 60000");
        }
    }
}

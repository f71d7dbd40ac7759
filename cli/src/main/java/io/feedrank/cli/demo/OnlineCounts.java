package io.feedrank.cli.demo;

import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts in the online store, as it is in Redis. */
final class OnlineCounts implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final RedisGroupScan redis;

    OnlineCounts(String uri) {
        redis = new RedisGroupScan(URI.create(uri), TIMEOUT);
    }

    /** Packed values of all feature groups. */
    long entities() {
        long count = 0;
        for (FeatureGroup group : FeatureGroup.values()) {
            count += redis.count(group);
        }
        return count;
    }

    /** What all posts together counted, by signal. */
    Map<Signal, Long> totals() {
        Map<Signal, Long> totals = new EnumMap<>(Signal.class);
        redis.values(
                FeatureGroup.POST_STATS,
                stored ->
                        add(
                                totals,
                                PostStats.CODEC.fromBytes(stored.bytes(), VersionedValue.PAYLOAD)));
        return totals;
    }

    private static void add(Map<Signal, Long> totals, TiledCounts stats) {
        for (Signal signal : Signal.values()) {
            long total = stats.total(signal.ordinal());
            if (total > 0) {
                totals.merge(signal, total, Long::sum);
            }
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}

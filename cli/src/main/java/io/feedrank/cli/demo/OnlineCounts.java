package io.feedrank.cli.demo;

import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Counts in the online store, as it is in Redis. */
final class OnlineCounts implements AutoCloseable {
    private static final int BATCH = 1_000;

    private final RedisClient redis;

    OnlineCounts(String uri) {
        redis = RedisClient.create(URI.create(uri));
    }

    /** Packed values of all feature groups. */
    long entities() {
        long[] count = {0};
        for (FeatureGroup group : FeatureGroup.values()) {
            scan(OnlineKey.prefix(group), keys -> count[0] += keys.size());
        }
        return count[0];
    }

    /** What all posts together counted, by signal. */
    Map<Signal, Long> totals() {
        Map<Signal, Long> totals = new EnumMap<>(Signal.class);
        scan(
                OnlineKey.prefix(FeatureGroup.POST_STATS),
                keys -> {
                    if (keys.isEmpty()) {
                        return;
                    }
                    for (byte[] stored : redis.mget(keys.toArray(new byte[0][]))) {
                        if (stored != null) {
                            byte[] bytes = VersionedValue.parse(stored).bytes();
                            add(totals, PostStats.CODEC.fromBytes(bytes, VersionedValue.PAYLOAD));
                        }
                    }
                });
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

    /** Redis may name a key twice while it grows; nobody writes while the demo counts. */
    private void scan(String prefix, Consumer<List<byte[]>> consumer) {
        ScanParams params = new ScanParams().match(prefix + "*").count(BATCH);
        byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
        do {
            ScanResult<byte[]> page = redis.scan(cursor, params);
            consumer.accept(new ArrayList<>(page.getResult()));
            cursor = page.getCursorAsBytes();
        } while (!new String(cursor, StandardCharsets.US_ASCII)
                .equals(ScanParams.SCAN_POINTER_START));
    }

    @Override
    public void close() {
        redis.close();
    }
}

package io.feedrank.feature.online.redis;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.VersionedValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks over all values of a feature group: for audits, not for serving. Redis may name a key twice
 * while keys are written.
 */
public final class RedisGroupScan implements AutoCloseable {
    private final RedisNodes redis;

    public RedisGroupScan(URI uri, Duration timeout) {
        this.redis = RedisNodes.open(uri, timeout);
    }

    /** How many values {@code group} has. */
    public long count(FeatureGroup group) {
        long[] count = {0};
        pages(group, keys -> count[0] += keys.size());
        return count[0];
    }

    /** Gives each value of {@code group} to {@code consumer}. */
    public void values(FeatureGroup group, Consumer<VersionedValue> consumer) {
        pages(group, keys -> read(keys, consumer));
    }

    private void read(List<byte[]> keys, Consumer<VersionedValue> consumer) {
        if (keys.isEmpty()) {
            return;
        }
        for (byte[] stored : redis.read(keys.toArray(new byte[0][]))) {
            if (stored != null) {
                consumer.accept(VersionedValue.parse(stored));
            }
        }
    }

    private void pages(FeatureGroup group, Consumer<List<byte[]>> consumer) {
        redis.scan(OnlineKey.prefix(group) + "*", consumer);
    }

    @Override
    public void close() {
        redis.close();
    }
}

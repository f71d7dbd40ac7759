package io.feedrank.feature.online.redis;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.VersionedValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
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
        entries(group, (entity, value) -> consumer.accept(value));
    }

    /** Gives each entity that has a value of {@code group} to {@code consumer}, with the value. */
    public void entries(FeatureGroup group, BiConsumer<String, VersionedValue> consumer) {
        int prefix = OnlineKey.prefix(group).length();
        pages(
                group,
                keys -> {
                    List<byte[]> stored =
                            keys.isEmpty() ? List.of() : redis.read(keys.toArray(new byte[0][]));
                    for (int i = 0; i < stored.size(); i++) {
                        if (stored.get(i) != null) {
                            String key = new String(keys.get(i), StandardCharsets.UTF_8);
                            consumer.accept(
                                    key.substring(prefix), VersionedValue.parse(stored.get(i)));
                        }
                    }
                });
    }

    private void pages(FeatureGroup group, Consumer<List<byte[]>> consumer) {
        redis.scan(OnlineKey.prefix(group) + "*", consumer);
    }

    @Override
    public void close() {
        redis.close();
    }
}

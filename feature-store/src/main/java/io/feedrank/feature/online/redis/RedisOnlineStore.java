package io.feedrank.feature.online.redis;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link OnlineStore} on Redis: one MGET to read, a pipeline of compare-and-set scripts to write;
 * on a cluster one pipeline a master, all at once. See {@link RedisAddress} for what the URI may
 * say.
 */
public final class RedisOnlineStore implements OnlineStore {
    private final RedisNodes redis;

    /**
     * A store.
     *
     * @param timeout of one answer
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT when the URI is wrong;
     *     UNAVAILABLE when no node of a cluster answers
     */
    public RedisOnlineStore(URI uri, Duration timeout) {
        this.redis = RedisNodes.open(uri, timeout);
    }

    /** The store of {@code redis.uri}. */
    public static RedisOnlineStore open(Settings settings, Duration timeout) {
        return new RedisOnlineStore(URI.create(settings.get("redis.uri")), timeout);
    }

    @Override
    public List<@Nullable VersionedValue> get(List<OnlineKey> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        byte[][] bytes = new byte[keys.size()][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = keys.get(i).bytes();
        }
        List<byte @Nullable []> stored = redis.read(bytes);
        List<@Nullable VersionedValue> values = new ArrayList<>(stored.size());
        for (byte[] value : stored) {
            values.add(value == null ? null : VersionedValue.parse(value));
        }
        return values;
    }

    @Override
    public void put(List<OnlineWrite> writes) {
        if (!writes.isEmpty()) {
            redis.writeNewer(writes);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}

package io.feedrank.feature.online.redis;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineStore;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * {@link OnlineStore} on Redis: one MGET to read, a pipeline of compare-and-set scripts to write.
 */
public final class RedisOnlineStore implements OnlineStore {
    /**
     * Sets KEYS[1] to ARGV[1] for ARGV[2] seconds (0: for ever) unless its 16 bytes of version are
     * higher; bytes compare as numbers.
     */
    private static final String PUT_IF_NOT_OLDER =
            """
            local stored = redis.call('GETRANGE', KEYS[1], 0, 15)
            for i = 1, #stored do
              local old, new = string.byte(stored, i), string.byte(ARGV[1], i)
              if new > old then break end
              if new < old then return 0 end
            end
            if ARGV[2] == '0' then
              redis.call('SET', KEYS[1], ARGV[1])
            else
              redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
            end
            return 1
            """;

    private final RedisClient client;
    private volatile byte @Nullable [] script;

    public RedisOnlineStore(URI uri, Duration timeout) {
        this.client = RedisConnections.open(uri, timeout);
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
        List<byte[]> stored = RedisConnections.call(() -> client.mget(bytes));
        List<@Nullable VersionedValue> values = new ArrayList<>(stored.size());
        for (byte[] value : stored) {
            values.add(value == null ? null : VersionedValue.parse(value));
        }
        return values;
    }

    @Override
    public void put(List<OnlineWrite> writes) {
        if (writes.isEmpty()) {
            return;
        }
        try {
            RedisConnections.call(() -> putAll(writes, loadedScript()));
        } catch (JedisNoScriptException e) {
            script = null;
            RedisConnections.call(() -> putAll(writes, loadedScript()));
        }
    }

    private Integer putAll(List<OnlineWrite> writes, byte[] sha) {
        try (AbstractPipeline pipeline = client.pipelined()) {
            List<Response<Object>> responses = new ArrayList<>(writes.size());
            for (OnlineWrite write : writes) {
                byte[] ttl =
                        Long.toString(write.key().group().timeToLive().toSeconds())
                                .getBytes(StandardCharsets.US_ASCII);
                responses.add(
                        pipeline.evalsha(sha, 1, write.key().bytes(), write.value().bytes(), ttl));
            }
            pipeline.sync();
            responses.forEach(Response::get);
            return responses.size();
        }
    }

    private byte[] loadedScript() {
        byte[] sha = script;
        if (sha == null) {
            sha = client.scriptLoad(PUT_IF_NOT_OLDER).getBytes(StandardCharsets.US_ASCII);
            script = sha;
        }
        return sha;
    }

    @Override
    public void close() {
        client.close();
    }
}

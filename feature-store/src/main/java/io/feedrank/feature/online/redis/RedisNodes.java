package io.feedrank.feature.online.redis;

import io.feedrank.feature.online.OnlineWrite;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;

/**
 * One Redis server, or the masters of a cluster. Thread-safe; failures are the platform's, see
 * {@link RedisFailures}.
 */
sealed interface RedisNodes extends AutoCloseable permits RedisServer, RedisCluster {
    /** A value that expires. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Expiring(byte[] key, byte[] value, Duration after) {}

    /** Opens connections when they are needed. */
    static RedisNodes open(URI uri, Duration timeout) {
        RedisAddress address = RedisAddress.parse(uri);
        return switch (address.kind()) {
            case SERVER -> new RedisServer(RedisConnections.server(address, timeout));
            case CLUSTER -> new RedisCluster(address, timeout);
        };
    }

    /** Values in the order of {@code keys}; null where there is none. */
    List<byte @Nullable []> read(byte[][] keys);

    /** Writes what is not older than what is stored. */
    void writeNewer(List<OnlineWrite> writes);

    /** Writes all, whatever was there. */
    void write(List<Expiring> values);

    /** Gives pages of keys that match; a key may come twice while keys are written. */
    void scan(String pattern, Consumer<List<byte[]>> pages);

    /** Deletes keys; how many were there. */
    long delete(List<byte[]> keys);

    /** A value of any type as Redis would save it; null where there is none. */
    byte @Nullable [] dump(byte[] key);

    /**
     * Gives each server a command without keys; the answers, as text.
     *
     * @param arguments after the command
     */
    List<String> onEach(Protocol.Command command, String... arguments);

    @Override
    void close();
}

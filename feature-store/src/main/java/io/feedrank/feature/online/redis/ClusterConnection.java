package io.feedrank.feature.online.redis;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * The way to a cluster, found with the first command: the cluster may come up later than its
 * client.
 */
final class ClusterConnection implements AutoCloseable {
    private record Connected(RedisClusterClient client, ClusterConnectionProvider topology) {}

    private final Supplier<Connected> connecting;
    private volatile @Nullable Connected connected;

    ClusterConnection(RedisAddress address, Duration timeout) {
        this.connecting =
                () -> {
                    ClusterConnectionProvider topology =
                            RedisConnections.topology(address, timeout);
                    return new Connected(
                            RedisConnections.cluster(address, topology, timeout), topology);
                };
    }

    private Connected connected() {
        Connected known = connected;
        if (known != null) {
            return known;
        }
        synchronized (connecting) {
            if (connected == null) {
                connected = connecting.get();
            }
            return Objects.requireNonNull(connected);
        }
    }

    /** Follows redirections, a key at a time. */
    RedisClusterClient client() {
        return connected().client();
    }

    /** Which master has which slot. */
    ClusterConnectionProvider topology() {
        return connected().topology();
    }

    @Override
    public void close() {
        Connected known = connected;
        if (known != null) {
            known.client().close();
        }
    }
}

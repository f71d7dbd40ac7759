package io.feedrank.feature.online.redis;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/** Opens pooled connections. */
final class RedisConnections {
    private static final int MOST_CONNECTIONS = 32;
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int REDIRECTIONS = 3;

    /** How often a cluster is asked who its masters are, besides whenever one turns a call away. */
    private static final Duration TOPOLOGY_PERIOD = Duration.ofSeconds(30);

    private RedisConnections() {}

    static RedisClient server(RedisAddress address, Duration timeout) {
        RedisAddress.Node node = address.nodes().get(0);
        return RedisClient.builder()
                .hostAndPort(new HostAndPort(node.host(), node.port()))
                .clientConfig(config(address, timeout))
                .poolConfig(pool(timeout))
                .build();
    }

    /** Knows who the masters are; asks one of the nodes that the address names. */
    static ClusterConnectionProvider topology(RedisAddress address, Duration timeout) {
        return new ClusterConnectionProvider(
                nodes(address), config(address, timeout), pool(timeout), TOPOLOGY_PERIOD);
    }

    static RedisClusterClient cluster(
            RedisAddress address, ClusterConnectionProvider topology, Duration timeout) {
        return RedisClusterClient.builder()
                .nodes(nodes(address))
                .connectionProvider(topology)
                .maxAttempts(REDIRECTIONS)
                .maxTotalRetriesDuration(timeout)
                .build();
    }

    private static Set<HostAndPort> nodes(RedisAddress address) {
        return address.nodes().stream()
                .map(node -> new HostAndPort(node.host(), node.port()))
                .collect(Collectors.toSet());
    }

    private static ConnectionPoolConfig pool(Duration timeout) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMaxWait(timeout);
        return pool;
    }

    private static JedisClientConfig config(RedisAddress address, Duration timeout) {
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis(CONNECT_TIMEOUT_MS)
                        .socketTimeoutMillis(Math.toIntExact(timeout.toMillis()))
                        .database(address.database());
        RedisAddress.User user = address.user();
        if (user != null) {
            config.user(user.name().isEmpty() ? null : user.name()).password(user.password());
        }
        RedisTls tls = address.tls();
        if (tls != null) {
            config.sslOptions(tls.options());
        }
        return config.build();
    }
}

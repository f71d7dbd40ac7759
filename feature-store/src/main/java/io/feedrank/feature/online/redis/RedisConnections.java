package io.feedrank.feature.online.redis;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.JedisURIHelper;

/** Opens pooled connections, and turns Jedis's failures into the platform's. */
final class RedisConnections {
    private static final int MOST_CONNECTIONS = 32;
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private RedisConnections() {}

    static RedisClient open(URI uri, Duration timeout) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(MOST_CONNECTIONS);
        pool.setMaxIdle(MOST_CONNECTIONS);
        pool.setMaxWait(timeout);
        DefaultJedisClientConfig.Builder config =
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis(CONNECT_TIMEOUT_MS)
                        .socketTimeoutMillis(Math.toIntExact(timeout.toMillis()))
                        .user(JedisURIHelper.getUser(uri))
                        .password(JedisURIHelper.getPassword(uri))
                        .database(JedisURIHelper.getDBIndex(uri));
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            config.sslOptions(SslOptions.defaults());
        }
        return RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(config.build())
                .poolConfig(pool)
                .build();
    }

    static <T> T call(Supplier<T> command) {
        try {
            return command.get();
        } catch (JedisNoScriptException e) {
            throw e;
        } catch (JedisConnectionException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "Redis does not answer: " + e.getMessage(), e);
        } catch (JedisException e) {
            throw new FeedrankException(Category.INTERNAL, "Redis refused: " + e.getMessage(), e);
        }
    }
}

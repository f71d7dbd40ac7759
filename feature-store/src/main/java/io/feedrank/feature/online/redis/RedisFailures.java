package io.feedrank.feature.online.redis;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Turns Jedis's failures into the platform's: what a retry can help is UNAVAILABLE, what is wrong
 * in {@code redis.uri} or on Redis's side of it BAD_INPUT, anything else INTERNAL.
 */
final class RedisFailures {
    /** What a server answers while it starts, while it is a replica, or while slots move. */
    private static final Pattern PASSING =
            Pattern.compile(
                    "^(LOADING|MASTERDOWN|READONLY|CLUSTERDOWN|TRYAGAIN|BUSY|NOREPLICAS|MOVED|ASK)\\b");

    private RedisFailures() {}

    /** Runs {@code command}. */
    static <T> T translating(Supplier<T> command) {
        try {
            return command.get();
        } catch (JedisException e) {
            throw translated(e);
        }
    }

    static FeedrankException translated(JedisException failure) {
        JedisAccessControlException denied = cause(failure, JedisAccessControlException.class);
        if (denied != null) {
            return denied(denied);
        }
        SSLException untrusted = cause(failure, SSLException.class);
        if (untrusted != null) {
            return new FeedrankException(
                    Category.BAD_INPUT,
                    "no encrypted connection to Redis: "
                            + untrusted.getMessage()
                            + "; check that redis.uri names a TLS port and its certificate's host, and that its"
                            + " trust-store vouches for that certificate",
                    failure);
        }
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof JedisConnectionException
                || failure instanceof JedisClusterOperationException
                || failure instanceof JedisClusterException
                || PASSING.matcher(message).find()) {
            return new FeedrankException(
                    Category.UNAVAILABLE, "Redis does not answer: " + message, failure);
        }
        return new FeedrankException(Category.INTERNAL, "Redis refused: " + message, failure);
    }

    private static FeedrankException denied(JedisAccessControlException denied) {
        String message = String.valueOf(denied.getMessage());
        String hint =
                message.startsWith("NOPERM")
                        ? "; the user of redis.uri needs +get +mget +set +evalsha +eval +scan and the keys f:* s:* last:*"
                        : "; check USER:PASSWORD in redis.uri";
        return new FeedrankException(
                Category.BAD_INPUT, "Redis does not let us in: " + message + hint, denied);
    }

    /**
     * The first of {@code type} among the causes; a cluster's failure has those of its nodes
     * beside.
     */
    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
        while (!open.isEmpty()) {
            Throwable one = open.pop();
            if (type.isInstance(one)) {
                return type.cast(one);
            }
            // A pool's failure may name itself among those that it suppressed.
            if (seen.add(one)) {
                open.addAll(List.of(one.getSuppressed()));
                if (one.getCause() != null) {
                    open.add(one.getCause());
                }
            }
        }
        return null;
    }
}

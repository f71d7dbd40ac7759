package io.feedrank.feature.online.redis;

import io.feedrank.feature.config.FeedrankException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code redis.uri} says: {@code redis[s]://[user:password@]host:port[/db]} for one server,
 * {@code redis[s]-cluster://[user:password@]host:port[,host:port…]} for a cluster, of which any
 * nodes are named. With the {@code s} connections are encrypted; {@code ?trust-store=FILE} and the
 * others of {@link RedisTls} say with which certificates.
 *
 * @param nodes at least one; of a server exactly one
 * @param user null for Redis's default one
 * @param tls null for connections in the clear
 */
public record RedisAddress(
        List<Node> nodes, Kind kind, @Nullable User user, int database, @Nullable RedisTls tls) {
    private static final String EXPECTED =
            "expected redis[s]://[USER:PASSWORD@]HOST:PORT[/DB] or"
                    + " redis[s]-cluster://[USER:PASSWORD@]HOST:PORT[,HOST:PORT...]";

    /** Whether it is one server or a cluster. */
    public enum Kind {
        SERVER,
        CLUSTER
    }

    /** One server. */
    public record Node(String host, int port) {}

    /**
     * Who connects.
     *
     * @param name empty for Redis's default user
     */
    public record User(String name, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return name;
        }
    }

    public RedisAddress {
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads the address.
     *
     * @throws FeedrankException BAD_INPUT; its message never repeats the value, which may hold a
     *     password
     */
    public static RedisAddress parse(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        if (!Set.of("redis", "rediss", "redis-cluster", "rediss-cluster").contains(scheme)) {
            throw wrong("got the scheme '" + scheme + "'");
        }
        Kind kind = scheme.endsWith("-cluster") ? Kind.CLUSTER : Kind.SERVER;
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw wrong("got no host");
        }
        int at = authority.lastIndexOf('@');
        List<Node> nodes = nodes(authority.substring(at + 1));
        if (kind == Kind.SERVER && nodes.size() > 1) {
            throw wrong("got several hosts of one server");
        }
        boolean encrypted = scheme.startsWith("rediss");
        Map<String, String> options = options(uri.getRawQuery());
        if (!encrypted && !options.isEmpty()) {
            throw wrong("got " + options.keySet() + " on a connection in the clear");
        }
        return new RedisAddress(
                nodes,
                kind,
                at < 0 ? null : user(authority.substring(0, at)),
                database(uri.getPath(), kind),
                encrypted ? RedisTls.of(options) : null);
    }

    private static List<Node> nodes(String hosts) {
        List<Node> nodes = new ArrayList<>();
        for (String host : hosts.split(",", -1)) {
            int colon = host.lastIndexOf(':');
            if (colon < 1) {
                throw wrong("got a host without a port");
            }
            try {
                nodes.add(
                        new Node(
                                host.substring(0, colon),
                                Integer.parseInt(host.substring(colon + 1))));
            } catch (NumberFormatException e) {
                throw wrong("got a port that is no number");
            }
        }
        return nodes;
    }

    private static User user(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw wrong("got a user without a password");
        }
        return new User(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }

    private static int database(@Nullable String path, Kind kind) {
        if (path == null || path.length() <= 1) {
            return 0;
        }
        if (kind == Kind.CLUSTER) {
            throw wrong("got a database, of which a cluster has one alone");
        }
        try {
            return Integer.parseInt(path.substring(1));
        } catch (NumberFormatException e) {
            throw wrong("got a database that is no number");
        }
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new HashMap<>();
        if (query != null) {
            for (String option : query.split("&")) {
                int equals = option.indexOf('=');
                if (equals < 1) {
                    throw wrong("got an option without a value");
                }
                options.put(option.substring(0, equals), decoded(option.substring(equals + 1)));
            }
        }
        return options;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static FeedrankException wrong(String got) {
        return FeedrankException.badInput("setting 'redis.uri': " + got + ", " + EXPECTED);
    }
}

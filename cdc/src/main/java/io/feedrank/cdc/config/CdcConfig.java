package io.feedrank.cdc.config;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Configuration of the process.
 *
 * @param bootstrap {@code kafka.bootstrap}
 * @param jdbcUrl {@code postgres.jdbc}, user and password included
 * @param host {@code cdc.host}, that health answers on
 * @param port {@code cdc.port}
 * @param tuning what hardly anyone changes
 */
public record CdcConfig(String bootstrap, String jdbcUrl, String host, int port, Tuning tuning) {
    /** Replication slot, publication and advisory lock in Postgres. */
    public static final String SLOT = "feedrank";

    /** Compacted topic of the engine's offsets. */
    public static final String OFFSETS_TOPIC = "cdc.offsets";

    private static final int DEFAULT_PORT = 5432;

    /** Parameters of the URL that Debezium knows by the same name. */
    private static final Set<String> PASSED_ON =
            Set.of(
                    "user",
                    "password",
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "sslpassword");

    /**
     * Prefix of Debezium's own topic names; part of the key of the offsets, so it never changes.
     */
    public static final String TOPIC_PREFIX = "cdc";

    /**
     * Tuning.
     *
     * @param pollInterval {@code cdc.poll-interval-ms}: how long a row waits for others; latency
     *     against batch size
     * @param batchSize {@code cdc.batch-size}: rows that are sent before one wait for Kafka
     * @param offsetFlush {@code cdc.offset-flush-ms}: how much a killed process sends twice
     * @param retention {@code cdc.retention-ms}: how long the change topics and their dead letters
     *     keep records
     */
    public record Tuning(
            Duration pollInterval, int batchSize, Duration offsetFlush, Duration retention) {
        public Tuning {
            requirePositive("cdc.poll-interval-ms", pollInterval.toMillis());
            requirePositive("cdc.batch-size", batchSize);
            requirePositive("cdc.offset-flush-ms", offsetFlush.toMillis());
            requirePositive("cdc.retention-ms", retention.toMillis());
        }
    }

    public CdcConfig {
        if (bootstrap.isBlank()) {
            throw FeedrankException.badInput("kafka.bootstrap: got nothing, expected host:port");
        }
        if (port < 0 || port > 65_535) {
            throw FeedrankException.badInput("cdc.port: got " + port + ", expected 0 to 65535");
        }
        connection(jdbcUrl);
    }

    public static CdcConfig from(Settings settings) {
        return new CdcConfig(
                settings.get("kafka.bootstrap"),
                settings.get("postgres.jdbc"),
                settings.get("cdc.host"),
                settings.getInt("cdc.port"),
                new Tuning(
                        settings.getDuration("cdc.poll-interval-ms"),
                        settings.getInt("cdc.batch-size"),
                        settings.getDuration("cdc.offset-flush-ms"),
                        settings.getDuration("cdc.retention-ms")));
    }

    /**
     * The parts of {@code postgres.jdbc} by Debezium's names, without their {@code database.}
     * prefix.
     */
    public Map<String, String> database() {
        return connection(jdbcUrl);
    }

    private static Map<String, String> connection(String jdbcUrl) {
        URI uri = parsed(jdbcUrl);
        if (uri.getHost() == null || uri.getPath().length() < 2) {
            throw badUrl();
        }
        Map<String, String> database = new TreeMap<>();
        database.put("hostname", uri.getHost());
        database.put("port", String.valueOf(uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort()));
        database.put("dbname", uri.getPath().substring(1));
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && PASSED_ON.contains(parameter.substring(0, equals))) {
                String value =
                        URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8);
                database.put(parameter.substring(0, equals), value);
            }
        }
        if (!database.containsKey("user")) {
            throw badUrl();
        }
        return database;
    }

    private static URI parsed(String jdbcUrl) {
        if (!jdbcUrl.startsWith("jdbc:postgresql://")) {
            throw badUrl();
        }
        try {
            return new URI(jdbcUrl.substring("jdbc:".length()));
        } catch (URISyntaxException e) {
            throw badUrl();
        }
    }

    /** The URL itself is not repeated: it may hold the password. */
    private static FeedrankException badUrl() {
        return FeedrankException.badInput(
                "postgres.jdbc: expected jdbc:postgresql://host[:port]/database?user=…");
    }

    private static void requirePositive(String key, long value) {
        if (value <= 0) {
            throw FeedrankException.badInput(key + ": got " + value + ", expected more than 0");
        }
    }

    @Override
    public String toString() {
        Map<String, String> database = new TreeMap<>(database());
        database.remove("password");
        return "CdcConfig[kafka "
                + bootstrap
                + ", postgres "
                + database
                + ", health "
                + host
                + ":"
                + port
                + ", "
                + tuning
                + "]";
    }
}

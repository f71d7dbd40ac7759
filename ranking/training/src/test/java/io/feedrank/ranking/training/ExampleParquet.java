package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.offline.OfflineSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes training examples as the offline job would: three days of impressions of ten posts, one
 * click each. A reader likes a post of a liked topic (the share and the similarity, in a product)
 * and a fresh one; popularity says little.
 */
final class ExampleParquet {
    static final int SLOTS = 10;

    private static final long START_MS = 1_700_000_000_000L;
    private static final long THREE_DAYS_MS = 3 * 86_400_000L;

    private static final Map<String, String> SIGNALS =
            Map.of(
                    "post_clicks_6h", "20 * u1 * u1",
                    "post_ctr_6h", "0.3 * u1",
                    "post_age_hours", "48 * u2",
                    "user_topic_share", "u3",
                    "user_post_similarity", "2 * u4 - 1");

    private final Path offlineDir;

    ExampleParquet(Path offlineDir) {
        this.offlineDir = offlineDir;
    }

    /** Clicks that the features foretell. */
    void write(int impressions) throws Exception {
        write(impressions, "0.6 * u1 - u2 + 20 * (u3 - 0.5) * (u4 - 0.5) + gumbel");
    }

    /** Clicks that nothing foretells. */
    void writeNoise(int impressions) throws Exception {
        write(impressions, "gumbel");
    }

    private void write(int impressions, String utility) throws Exception {
        Path table = offlineDir.resolve(OfflineSchema.TRAINING_EXAMPLES);
        Files.createDirectories(table);
        String query =
                """
                WITH cells AS (
                  SELECT i, s, %s FROM range(%d) AS a(i), range(%d) AS b(s)
                ), ranked AS (
                  SELECT *, row_number() OVER (PARTITION BY i ORDER BY %s DESC) AS place
                  FROM (SELECT *, -ln(-ln(u5 + 1e-9) + 1e-9) AS gumbel FROM cells)
                )
                SELECT 'imp-' || i AS impression_id, 'user-' || (i %% 500) AS user_id,
                  'post-' || ((i * 31 + s) %% 3000) AS post_id, CAST(s AS INTEGER) AS position,
                  CAST(%d + i * %d AS BIGINT) AS event_time_ms, CAST(NULL AS VARCHAR) AS request_id,
                  CAST(place = 1 AS INTEGER) AS label_click,
                  CAST(place = 1 AND u6 < 0.2 AS INTEGER) AS label_like,
                  CAST(place > 8 AND u6 < 0.02 AS INTEGER) AS label_hide,
                  CAST(CASE WHEN place = 1 THEN 60000 * u7 ELSE 0 END AS BIGINT) AS label_dwell_ms,
                  %s,
                  strftime(make_timestamp(event_time_ms * 1000), '%%Y-%%m-%%d') AS date,
                  strftime(make_timestamp(event_time_ms * 1000), '%%H') AS hour
                FROM ranked
                """
                        .formatted(
                                uniforms(),
                                impressions,
                                SLOTS,
                                utility,
                                START_MS,
                                THREE_DAYS_MS / impressions,
                                features());
        execute(
                "COPY (%s) TO '%s' (FORMAT parquet, PARTITION_BY (date, hour), OVERWRITE_OR_IGNORE)"
                        .formatted(query, table));
    }

    static void execute(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String uniforms() {
        return java.util.stream.IntStream.rangeClosed(1, 8)
                .mapToObj("(hash(i * 1000 + s, %1$d) %% 1000003) / 1000003.0 AS u%1$d"::formatted)
                .collect(Collectors.joining(", "));
    }

    private static String features() {
        return FeatureCatalog.standard().columns().stream()
                .map(
                        name ->
                                "CAST(%s AS FLOAT) AS \"%s\""
                                        .formatted(SIGNALS.getOrDefault(name, "5 * u8"), name))
                .collect(Collectors.joining(",\n  "));
    }
}

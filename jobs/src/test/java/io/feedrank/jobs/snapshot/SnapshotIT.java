package io.feedrank.jobs.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.jobs.Touches;
import io.feedrank.testing.KafkaBroker;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

class SnapshotIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Instant ONE_DAY_LATER = Touches.NOON.plus(Duration.ofDays(1));

    @TempDir private static Path root;
    private static RedisServer redis;
    private static URI uri;

    @BeforeAll
    static void start() throws Exception {
        int port = KafkaBroker.freePort();
        redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
        redis.start();
        uri = URI.create("redis://127.0.0.1:" + port);
    }

    @AfterAll
    static void stop() throws Exception {
        redis.stop();
    }

    @Test
    void duckdb_finds_each_value_with_its_version_and_its_features_as_of_the_snapshot()
            throws Exception {
        TiledCounts stats = PostStats.empty();
        stats.add(Touches.NOON, Signal.CLICK.ordinal(), 8);
        TiledCounts activity = UserActivity.empty();
        activity.add(Touches.NOON, Signal.CLICK.ordinal(), 2);
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT)) {
            store.put(
                    List.of(
                            write(FeatureGroup.POST_STATS, "p", PostStats.CODEC.toBytes(stats)),
                            write(
                                    FeatureGroup.USER_ACTIVITY,
                                    "u",
                                    UserActivity.CODEC.toBytes(activity))));
        }

        take(Touches.NOON);
        take(ONE_DAY_LATER);

        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            String table =
                    "read_parquet(%s, hive_partitioning = true, union_by_name = true)"
                            .formatted(
                                    OfflineFiles.sqlList(
                                            OfflineFiles.visible(root, OfflineSchema.FEATURES)));
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT group_version, generation, sequence, post_clicks_24h,"
                                    + " user_clicks_24h, hour FROM "
                                    + table
                                    + " WHERE feature_group = 'post_stats' AND entity = 'p'"
                                    + " ORDER BY snapshot_time_ms")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getInt("group_version")).isEqualTo(1);
                assertThat(row.getLong("generation")).isEqualTo(4);
                assertThat(row.getLong("sequence")).isEqualTo(7);
                float atNoon = row.getFloat("post_clicks_24h");
                assertThat(atNoon).isPositive();
                assertThat(row.getObject("user_clicks_24h")).isNull();
                assertThat(row.next()).isTrue();
                assertThat(row.getFloat("post_clicks_24h"))
                        .as("a day later")
                        .isBetween(atNoon * 0.45f, atNoon * 0.55f);
                assertThat(row.next()).isFalse();
            }
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT count(*) FROM "
                                    + table
                                    + " WHERE entity = 'u' AND user_clicks_24h > 0"
                                    + " AND post_clicks_24h IS NULL")) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(2);
            }
        }
    }

    private static void take(Instant now) {
        try (RedisGroupScan scan = new RedisGroupScan(uri, TIMEOUT)) {
            Snapshot.Report report =
                    new Snapshot(scan, root, FeatureCatalog.standard()).take(now, share -> {});
            assertThat(report.rows()).isEqualTo(2);
        }
    }

    private static OnlineWrite write(FeatureGroup group, String entity, byte[] payload) {
        return new OnlineWrite(new OnlineKey(group, entity), VersionedValue.of(4, 7, payload));
    }
}

package io.feedrank.jobs.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineLock;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.feature.online.redis.RedisOnlineStore;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.jobs.Touches;
import io.feedrank.testing.redis.RedisProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Instant ONE_DAY_LATER = Touches.NOON.plus(Duration.ofDays(1));

    private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

    @TempDir private static Path root;
    private static RedisProcess redis;
    private static URI uri;

    @BeforeAll
    static void start() {
        redis = RedisProcess.start(root.resolve("redis"));
        uri = redis.uri();
    }

    @AfterAll
    static void stop() {
        redis.close();
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

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void what_a_user_is_crossed_with_has_a_row_for_each_with_the_features_that_would_be_served()
            throws Exception {
        UserTopics topics = new UserTopics();
        topics.add("sport", Touches.NOON, Signal.CLICK);
        topics.add("sport", Touches.NOON, Signal.CLICK);
        topics.add("news", Touches.NOON, Signal.IMPRESSION);
        UserPosts posts = new UserPosts();
        posts.add("p", Signal.IMPRESSION);
        GroupLayout authors =
                CATALOG.layouts(Entity.USER).stream()
                        .filter(layout -> layout.entity() == Entity.USER_AUTHOR)
                        .findFirst()
                        .orElseThrow();
        GroupState byAuthor = authors.empty();
        byAuthor.update(
                Observation.of(
                        Signal.CLICK,
                        Touches.NOON,
                        new Observation.Subject("c", "p", "sport", "a")));
        Path own = root.resolve("crossed");
        try (RedisOnlineStore store = new RedisOnlineStore(uri, TIMEOUT)) {
            store.put(
                    List.of(
                            write(FeatureGroup.USER_TOPICS, "c", UserTopics.CODEC.toBytes(topics)),
                            write(FeatureGroup.USER_POSTS, "c", UserPosts.CODEC.toBytes(posts)),
                            write(CATALOG.group(authors), "c", authors.codec().toBytes(byAuthor))));
        }

        Path torn =
                own.resolve("features/date=2020-01-01/hour=00/.features-1-0.parquet.unfinished");
        Files.createDirectories(torn.getParent());
        Files.writeString(torn, "PAR1 of a run that was killed");

        try (RedisGroupScan scan = new RedisGroupScan(uri, TIMEOUT)) {
            new Snapshot(scan, own, CATALOG).take(Touches.NOON, share -> {});
            try (OfflineLock erasing = OfflineLock.take(own)) {
                assertThatThrownBy(
                                () ->
                                        new Snapshot(scan, own, CATALOG)
                                                .take(ONE_DAY_LATER, share -> {}))
                        .hasMessageContaining("another process");
            }
        }
        assertThat(torn).doesNotExist();

        DeclaredStates declared = new DeclaredStates();
        declared.put(byAuthor);
        UserFeatures user =
                new UserFeatures(
                        UserActivity.empty(), topics, posts, VectorSpace.empty(), declared);
        float[] served = new float[CATALOG.width()];
        CATALOG.computePair(
                user,
                new PostIdentity("p", "sport", "a", null),
                new DecayWeights(Touches.NOON),
                served,
                0);
        assertThat(crossed(own, "user_topics", "user_topic_clicks_24h"))
                .isEqualTo(Map.of("sport", column(served, "user_topic_clicks_24h"), "news", 0f));
        assertThat(crossed(own, "user_posts", "user_post_shown"))
                .isEqualTo(Map.of("p", column(served, "user_post_shown")));
        assertThat(crossed(own, "user_authors", "user_author_clicks_7d"))
                .isEqualTo(Map.of("a", column(served, "user_author_clicks_7d")));
        assertThat(OfflineSchema.features(CATALOG))
                .as("what takes two values has no column here")
                .extracting(OfflineColumn::name)
                .doesNotContain("user_topic_share", "user_post_similarity");
    }

    private static float column(float[] row, String name) {
        float value = row[CATALOG.columns().indexOf(name)];
        assertThat(value).as(name).isPositive();
        return value;
    }

    private static Map<String, Float> crossed(Path root, String group, String column)
            throws Exception {
        String sql =
                "SELECT crossed_with, %s FROM read_parquet(%s) WHERE entity = 'c' AND feature_group = '%s'"
                        .formatted(
                                column,
                                OfflineFiles.sqlList(
                                        OfflineFiles.visible(root, OfflineSchema.FEATURES)),
                                group);
        Map<String, Float> values = new HashMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.put(row.getString(1), row.getFloat(2));
            }
        }
        return values;
    }

    private static void take(Instant now) {
        try (RedisGroupScan scan = new RedisGroupScan(uri, TIMEOUT)) {
            Snapshot.Report report = new Snapshot(scan, root, CATALOG).take(now, share -> {});
            assertThat(report.rowsByGroup())
                    .containsEntry("post_stats:v1", 1L)
                    .containsEntry("user_activity:v1", 1L);
        }
    }

    private static OnlineWrite write(FeatureGroup group, String entity, byte[] payload) {
        return new OnlineWrite(new OnlineKey(group, entity), VersionedValue.of(4, 7, payload));
    }
}

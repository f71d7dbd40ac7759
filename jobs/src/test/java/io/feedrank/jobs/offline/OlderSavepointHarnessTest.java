package io.feedrank.jobs.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.PostState;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TrainingExample;
import io.feedrank.jobs.record.UserState;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/** State and records as the operators wrote them before there were declared groups. */
@SuppressWarnings("try") // close() declares Exception
class OlderSavepointHarnessTest {
    private static final long END = Touches.NOON.plus(Duration.ofDays(1)).toEpochMilli();

    @Test
    void bytes_of_the_first_form_still_decode() throws Exception {
        PostState post = PostState.FIRST_CODEC.fromBytes(bytes("post-state-v1.bin"), 0);
        UserState user = UserState.FIRST_CODEC.fromBytes(bytes("user-state-v1.bin"), 0);
        assertThat(post.drainedSecond()).isEqualTo(77);
        assertThat(post.sequence()).isEqualTo(15);
        assertThat(user.drainedSecond()).isEqualTo(78);
        assertThat(user.sequence()).isEqualTo(40);
        PostState again = PostState.CODEC.fromBytes(PostState.CODEC.toBytes(post), 0);
        assertThat(again.stats().total(0)).isEqualTo(post.stats().total(0)).isPositive();
    }

    @Test
    void touches_that_an_older_savepoint_held_back_become_examples() throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
                posts =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new KeyedCoProcessOperator<>(
                                        new OfflinePostFunction(Touches.CONFIG)),
                                PostTouch::postId,
                                change -> ((Change.PostChange) change).postId(),
                                Types.STRING)) {
            posts.setup(
                    RecordType.ENRICHED_TOUCH
                            .<EnrichedTouch>info()
                            .createSerializer(new SerializerConfigImpl()));
            posts.initializeState(
                    OperatorSnapshotUtil.readStateHandle(path("offline-posts-v1.snapshot")));
            posts.open();
            posts.processWatermark2(new Watermark(Long.MAX_VALUE - 1));
            posts.processWatermark1(new Watermark(END));
            assertThat(posts.extractOutputValues()).as("of 40, from the 31st on").hasSize(10);
        }
    }

    @Test
    void open_examples_of_an_older_savepoint_get_todays_columns() throws Exception {
        try (KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, TrainingExample>
                users =
                        Broadcasts.restored(
                                new OfflineUserFunction(
                                        Touches.CONFIG,
                                        FeatureCatalog.standard(),
                                        Broadcasts.NOBODY),
                                EnrichedTouch::userId,
                                RecordType.TRAINING_EXAMPLE,
                                OperatorSnapshotUtil.readStateHandle(
                                        path("offline-users-v1.snapshot")))) {
            users.processWatermark(END);
            List<TrainingExample> examples = users.extractOutputValues();
            FeatureCatalog catalog = FeatureCatalog.standard();
            int shown = catalog.columns().indexOf("user_post_shown");
            int rate = catalog.columns().indexOf("author_ctr_24h");
            assertThat(examples).isNotEmpty();
            assertThat(examples)
                    .allSatisfy(
                            example -> {
                                assertThat(example.features()).hasSize(catalog.width());
                                assertThat(example.features()[shown]).isPositive();
                                assertThat(example.features()[rate]).isEqualTo(0.1f);
                            });
        }
    }

    @Test
    void touches_held_back_without_the_size_of_their_list_become_examples() throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
                posts =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new KeyedCoProcessOperator<>(
                                        new OfflinePostFunction(Touches.CONFIG)),
                                PostTouch::postId,
                                change -> ((Change.PostChange) change).postId(),
                                Types.STRING)) {
            posts.setup(
                    RecordType.ENRICHED_TOUCH
                            .<EnrichedTouch>info()
                            .createSerializer(new SerializerConfigImpl()));
            posts.initializeState(
                    OperatorSnapshotUtil.readStateHandle(path("offline-posts-v2.snapshot")));
            posts.open();
            posts.processWatermark2(new Watermark(Long.MAX_VALUE - 1));
            posts.processWatermark1(new Watermark(END));
            assertThat(posts.extractOutputValues()).as("of 40, from the 31st on").hasSize(10);
        }
    }

    @Test
    void columns_that_an_older_savepoint_of_authors_held_back_keep_their_meaning()
            throws Exception {
        FeatureCatalog catalog = FeatureCatalog.standard();
        try (KeyedOneInputStreamOperatorTestHarness<String, EnrichedTouch, EnrichedTouch> authors =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new OfflineEntityFunction(catalog, Entity.AUTHOR)),
                        touch -> OfflineEntityFunction.keyOf(Entity.AUTHOR, touch),
                        Types.STRING)) {
            authors.setup(
                    RecordType.ENRICHED_TOUCH
                            .<EnrichedTouch>info()
                            .createSerializer(new SerializerConfigImpl()));
            authors.initializeState(
                    OperatorSnapshotUtil.readStateHandle(path("offline-authors-v2.snapshot")));
            authors.open();
            authors.processWatermark(END);
            List<EnrichedTouch> shown =
                    authors.extractOutputValues().stream()
                            .filter(touch -> touch.postColumns() != null)
                            .toList();
            assertThat(shown).as("of 30, from the 21st on, 7 impressions").hasSize(7);
            for (EnrichedTouch touch : shown) {
                float[] row = Objects.requireNonNull(touch.postColumns());
                assertThat(row).hasSize(catalog.itemWidth());
                long clicks = (touch.touch().second() - Touches.NOON.getEpochSecond()) / 240 + 1;
                assertThat(row[catalog.columns().indexOf("author_clicks_7d")])
                        .isEqualTo((float) clicks);
                assertThat(row[catalog.columns().indexOf("post_age_hours")]).isGreaterThan(24);
            }
        }
    }

    @Test
    void rows_of_users_from_before_posts_had_traffic_keep_their_columns() throws Exception {
        FeatureCatalog catalog = FeatureCatalog.standard();
        try (KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, TrainingExample>
                users =
                        Broadcasts.restored(
                                new OfflineUserFunction(Touches.CONFIG, catalog, Broadcasts.NOBODY),
                                EnrichedTouch::userId,
                                RecordType.TRAINING_EXAMPLE,
                                OperatorSnapshotUtil.readStateHandle(
                                        path("offline-users-v2.snapshot")))) {
            users.processWatermark(END);
            List<TrainingExample> examples = users.extractOutputValues();
            assertThat(examples).as("7 open, 8 held back").hasSize(15);
            for (TrainingExample example : examples) {
                long second = example.impression().second() - Touches.NOON.getEpochSecond();
                assertThat(example.features()).hasSize(catalog.width());
                assertThat(example.features()[catalog.columns().indexOf("author_clicks_7d")])
                        .isEqualTo((float) (second / 240 + 1));
                assertThat(example.features()[catalog.columns().indexOf("user_post_clicked")])
                        .isEqualTo((float) (second / 240 + 1));
            }
        }
    }

    private static byte[] bytes(String file) throws Exception {
        try (InputStream in =
                OlderSavepointHarnessTest.class.getResourceAsStream(
                        "/io/feedrank/jobs/record/" + file)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static String path(String file) throws Exception {
        URL url =
                Objects.requireNonNull(
                        OlderSavepointHarnessTest.class.getResource(
                                "/io/feedrank/jobs/record/" + file));
        return Path.of(url.toURI()).toString();
    }
}

package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/**
 * State as the operators wrote it before there were declared groups: 40 touches by one user, 14 of
 * them of post p. The files were made by that code.
 */
@SuppressWarnings("try") // close() declares Exception
class OlderSavepointHarnessTest {
    private static final long COALESCE_MS = Touches.CONFIG.onlineCoalesce().toMillis();

    @Test
    void an_older_savepoint_of_posts_goes_on_counting() throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
                posts =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new KeyedCoProcessOperator<>(
                                        new OnlinePostFunction(Touches.CONFIG)),
                                PostTouch::postId,
                                change -> ((Change.PostChange) change).postId(),
                                Types.STRING)) {
            posts.setup(
                    RecordType.ENRICHED_TOUCH
                            .<EnrichedTouch>info()
                            .createSerializer(new SerializerConfigImpl()));
            posts.initializeState(saved("online-posts-v1.snapshot"));
            posts.open();
            posts.processElement1(Touches.touch("new", "u", EventType.DWELL, "p", Touches.NOON), 0);
            posts.setProcessingTime(10_000);
            List<OnlineWrite> writes =
                    posts.getSideOutput(OnlineOutputs.WRITES).stream()
                            .map(record -> record.getValue())
                            .toList();
            VersionedValue stats = last(writes, FeatureGroup.POST_STATS, "p");
            assertThat(
                            PostStats.CODEC
                                    .fromBytes(stats.bytes(), VersionedValue.PAYLOAD)
                                    .total(Signal.IMPRESSION.ordinal()))
                    .isEqualTo(8);
            assertThat(stats.sequence()).as("a row, 14 touches and one more").isEqualTo(16);
            assertThat(writes)
                    .as("a group that was declared since")
                    .anyMatch(write -> write.key().group().id().equals("post_reading"));
        }
    }

    @Test
    void an_older_savepoint_of_users_goes_on_counting() throws Exception {
        try (KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, OnlineWrite>
                users =
                        Broadcasts.restored(
                                new OnlineUserFunction(
                                        Touches.CONFIG,
                                        FeatureCatalog.standard(),
                                        Broadcasts.NOBODY),
                                EnrichedTouch::userId,
                                RecordType.ONLINE_WRITE,
                                saved("online-users-v1.snapshot"))) {
            PostTouch touch = Touches.touch("new", "u", EventType.CLICK, "p", Touches.NOON);
            users.processElement(new EnrichedTouch(touch, "sport", "a", null, null), 0);
            users.setProcessingTime(1_000 + 10 * COALESCE_MS);
            List<OnlineWrite> writes = users.extractOutputValues();
            VersionedValue activity = last(writes, FeatureGroup.USER_ACTIVITY, "u");
            assertThat(
                            UserActivity.CODEC
                                    .fromBytes(activity.bytes(), VersionedValue.PAYLOAD)
                                    .total(Signal.CLICK.ordinal()))
                    .isEqualTo(11);
            assertThat(activity.sequence()).isEqualTo(41);
            assertThat(writes).anyMatch(write -> write.key().group().id().equals("user_session"));
        }
    }

    private static VersionedValue last(List<OnlineWrite> writes, FeatureGroup group, String id) {
        return writes.stream()
                .filter(write -> write.key().group().equals(group))
                .filter(write -> write.key().entity().equals(id))
                .reduce((first, second) -> second)
                .orElseThrow()
                .value();
    }

    private static OperatorSubtaskState saved(String file) throws Exception {
        URL url =
                Objects.requireNonNull(
                        OlderSavepointHarnessTest.class.getResource(
                                "/io/feedrank/jobs/record/" + file));
        return OperatorSnapshotUtil.readStateHandle(Path.of(url.toURI()).toString());
    }
}

package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.ListedPost;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.ReaderVector;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnlineHarnessTest {
    private static final FeatureGroup SESSION =
            FeatureGroup.of("user_session", java.time.Duration.ofDays(30));
    private static final long COALESCE_MS = Touches.CONFIG.onlineCoalesce().toMillis();

    private KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> posts;
    private KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, OnlineWrite>
            users;

    @BeforeEach
    void open() throws Exception {
        posts = PostHarness.open(null);
        posts.setProcessingTime(0);
        users =
                Broadcasts.open(
                        new OnlineUserFunction(
                                Touches.CONFIG, FeatureCatalog.standard(), Broadcasts.NOBODY),
                        EnrichedTouch::userId,
                        RecordType.ONLINE_WRITE);
    }

    @AfterEach
    void close() throws Exception {
        posts.close();
        users.close();
    }

    @Test
    void touches_gathered_in_one_interval_are_written_once_with_the_number_of_updates_as_version()
            throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        for (int i = 0; i < 5; i++) {
            posts.processElement1(touch("e" + i, EventType.IMPRESSION), 0);
        }
        posts.setProcessingTime(COALESCE_MS);

        List<OnlineWrite> stats = writes(FeatureGroup.POST_STATS);
        assertThat(stats).hasSize(1);
        assertThat(stats.get(0).value().sequence()).as("5 touches and the row").isEqualTo(6);
        TiledCounts counts =
                PostStats.CODEC.fromBytes(stats.get(0).value().bytes(), VersionedValue.PAYLOAD);
        assertThat(counts.total(Signal.IMPRESSION.ordinal())).isEqualTo(5);
        assertThat(posts.numProcessingTimeTimers()).as("that of the post's life").isEqualTo(1);
    }

    @Test
    void a_click_publishes_the_posts_vector_and_a_deletion_takes_it_back() throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        posts.processElement1(touch("e", EventType.CLICK), 0);
        posts.setProcessingTime(1_000);
        posts.processElement2(Touches.deletion("p"), 0);

        List<ReaderVector> vectors = side(OnlineOutputs.VECTORS);
        assertThat(vectors).extracting(ReaderVector::published).containsExactly(true, true, false);
        assertThat(vectors.get(0).vector()).as("nobody read it").isNull();
        assertThat(vectors.get(1).vector()).hasSize(64);
        assertThat(vectors.get(1).mass()).isEqualTo(1);
        assertThat(vectors.get(2).vector()).isNull();
        assertThat(writes(FeatureGroup.POST_META)).hasSize(2);
    }

    @Test
    void a_vector_is_published_with_what_the_row_says_and_again_when_the_row_changes()
            throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        posts.processElement1(touch("e", EventType.CLICK), 0);
        posts.setProcessingTime(1_000);
        posts.processElement2(Touches.post("p", "news"), 0);

        List<ReaderVector> vectors = side(OnlineOutputs.VECTORS);
        assertThat(vectors)
                .extracting(vector -> vector.post().topic())
                .containsExactly("sport", "sport", "news");
        assertThat(vectors.get(2).vector()).isEqualTo(vectors.get(1).vector());
        assertThat(vectors.get(2).post().authorId()).isNotEmpty();
    }

    @Test
    void a_clicked_post_trends_in_its_language_and_topic_and_leaves_the_topic_that_it_left()
            throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        posts.processElement1(touch("e", EventType.CLICK), 0);
        posts.setProcessingTime(1_000);
        assertThat(places(FeatureGroup.TRENDING))
                .containsOnlyKeys("all", "language:en", "topic:sport")
                .allSatisfy((scope, score) -> assertThat(score).isPositive());

        posts.processElement2(Touches.post("p", "news"), 0);
        assertThat(places(FeatureGroup.TRENDING))
                .containsOnlyKeys("all", "language:en", "topic:sport", "topic:news")
                .containsEntry("topic:sport", Double.NaN);
    }

    @Test
    void a_new_post_is_explored_until_enough_people_were_shown_it() throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        assertThat(places(FeatureGroup.FRESH_POSTS))
                .containsOnlyKeys("all", "language:en", "explore", "explore:language:en");
        for (int i = 1; i < PostListings.EXPLORED; i++) {
            posts.processElement1(touch("e" + i, EventType.IMPRESSION), 0);
        }
        assertThat(places(FeatureGroup.FRESH_POSTS).get("explore")).isNotNaN();
        posts.processElement1(touch("last", EventType.IMPRESSION), 0);
        assertThat(places(FeatureGroup.FRESH_POSTS))
                .containsEntry("explore", Double.NaN)
                .containsEntry("explore:language:en", Double.NaN);
        assertThat(places(FeatureGroup.FRESH_POSTS).get("all")).isNotNaN();
    }

    /** The last place in each list of a group. */
    private Map<String, Double> places(FeatureGroup group) {
        return side(OnlineOutputs.LISTED).stream()
                .filter(listed -> listed.group().equals(group))
                .collect(
                        Collectors.toMap(
                                ListedPost::entity, ListedPost::score, (first, last) -> last));
    }

    @Test
    void an_older_change_of_a_row_is_ignored() throws Exception {
        posts.processElement2(Touches.deletion("p"), 0);
        posts.processElement2(Touches.post("p", "sport"), 0);
        assertThat(writes(FeatureGroup.POST_META)).hasSize(1);
    }

    @Test
    void a_click_moves_the_user_vector_and_an_impression_does_not() throws Exception {
        EnrichedTouch shown =
                new EnrichedTouch(touch("e1", EventType.IMPRESSION), "sport", null, null);
        users.processElement(shown, 0);
        users.setProcessingTime(COALESCE_MS);
        assertThat(groups())
                .containsExactlyInAnyOrder(
                        FeatureGroup.USER_ACTIVITY,
                        FeatureGroup.USER_POSTS,
                        FeatureGroup.USER_TOPICS,
                        SESSION);

        float[] vector = new float[64];
        vector[0] = 1;
        users.processElement(
                new EnrichedTouch(touch("e2", EventType.CLICK), "sport", vector, null), 0);
        users.setProcessingTime(2 * COALESCE_MS);
        assertThat(groups()).contains(FeatureGroup.USER_VECTOR);
        OnlineWrite last =
                users.extractOutputValues().stream()
                        .filter(write -> write.key().group().equals(FeatureGroup.USER_POSTS))
                        .reduce((first, second) -> second)
                        .orElseThrow();
        UserPosts met = UserPosts.CODEC.fromBytes(last.value().bytes(), VersionedValue.PAYLOAD);
        assertThat(met.count("p", Signal.CLICK)).isEqualTo(1);
    }

    @Test
    void a_snapshot_taken_before_the_timer_still_writes_after_a_restore() throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        posts.processElement1(touch("e", EventType.CLICK), 0);
        var snapshot = posts.snapshot(1, 1);
        close();
        posts = PostHarness.open(snapshot);
        posts.setProcessingTime(1_000);

        assertThat(writes(FeatureGroup.POST_STATS)).hasSize(1);
    }

    private List<FeatureGroup> groups() {
        return users.extractOutputValues().stream().map(write -> write.key().group()).toList();
    }

    private List<OnlineWrite> writes(FeatureGroup group) {
        return side(OnlineOutputs.WRITES).stream()
                .filter(write -> write.key().group().equals(group))
                .toList();
    }

    private <T> List<T> side(OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = Objects.requireNonNull(posts.getSideOutput(tag));
        return records.stream().map(StreamRecord::getValue).toList();
    }

    private static PostTouch touch(String eventId, EventType type) {
        return Touches.touch(eventId, "u", type, "p", Touches.NOON);
    }
}

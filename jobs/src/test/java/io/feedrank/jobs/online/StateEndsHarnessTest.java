package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.FollowChange;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.User;
import io.feedrank.feature.change.Change.UserChange;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.PostStats;
import io.feedrank.feature.state.Signal;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.OperatorChain;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.intake.DeadLetters;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import io.feedrank.jobs.record.Suppression;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** State of what is gone, or of what nothing happens to, has an end. */
class StateEndsHarnessTest {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final Duration TEN_DAYS = Duration.ofDays(10);
    private static final Duration A_LIFE = StateLife.ENTITY.plus(AN_HOUR);

    private KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> posts;
    private KeyedBroadcastOperatorTestHarness<String, Change, Suppression, OnlineWrite> graph;

    @BeforeEach
    void open() throws Exception {
        posts =
                OperatorChain.opened(
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new KeyedCoProcessOperator<>(
                                        new OnlinePostFunction(Touches.CONFIG)),
                                PostTouch::postId,
                                change -> ((Change.PostChange) change).postId(),
                                Types.STRING),
                        RecordType.ENRICHED_TOUCH);
        graph =
                Broadcasts.open(
                        new UserGraphFunction(Touches.CONFIG, Broadcasts.NOBODY),
                        UserGraphFunction::userOf,
                        RecordType.ONLINE_WRITE);
        pass(Duration.ZERO);
    }

    @AfterEach
    void close() throws Exception {
        posts.close();
        graph.close();
    }

    @Test
    void a_deleted_post_is_gone_when_nothing_happened_to_it_for_its_life() throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        touch("e1", EventType.CLICK);
        pass(AN_HOUR);
        posts.processElement2(Touches.deletion("p"), 0);
        pass(TEN_DAYS);
        touch("e2", EventType.IMPRESSION);

        pass(A_LIFE.plus(AN_HOUR));
        assertThat(posts.numKeyedStateEntries()).as("it was touched since").isEqualTo(2);
        pass(A_LIFE.plus(TEN_DAYS));
        assertThat(posts.numKeyedStateEntries()).isZero();
        assertThat(posts.numProcessingTimeTimers()).isZero();
    }

    @Test
    void what_was_counted_of_a_post_goes_after_its_life_and_the_row_stays() throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        touch("e1", EventType.CLICK);
        touch("e2", EventType.CLICK);
        pass(AN_HOUR);
        assertThat(lastStats(Signal.CLICK)).isEqualTo(2);
        long version = last(FeatureGroup.POST_STATS).sequence();

        pass(A_LIFE.plus(AN_HOUR));
        touch("e3", EventType.IMPRESSION);
        pass(A_LIFE.plus(AN_HOUR.multipliedBy(2)));

        assertThat(posts.getSideOutput(DeadLetters.REJECTED)).as("its row is known").isNull();
        assertThat(lastStats(Signal.CLICK)).isZero();
        assertThat(lastStats(Signal.IMPRESSION)).isEqualTo(1);
        assertThat(last(FeatureGroup.POST_STATS).sequence()).isEqualTo(version + 1);
    }

    @Test
    void a_post_that_is_touched_now_and_then_keeps_what_was_counted() throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        for (int i = 0; i < 12; i++) {
            touch("e" + i, EventType.CLICK);
            pass(TEN_DAYS.multipliedBy(i + 1L));
        }
        assertThat(lastStats(Signal.CLICK)).isEqualTo(12);
        assertThat(posts.numProcessingTimeTimers()).isEqualTo(1);
    }

    @Test
    void the_value_of_a_row_has_no_end_until_the_row_is_gone() throws Exception {
        posts.processElement2(Touches.post("p", "sport"), 0);
        assertThat(lifeOf(FeatureGroup.POST_META)).isZero();
        posts.processElement2(Touches.deletion("p"), 0);
        assertThat(lifeOf(FeatureGroup.POST_META)).isEqualTo(StateLife.LAST_VALUE);
        assertThat(StateLife.LAST_VALUE).isLessThan(StateLife.ENTITY);
    }

    @Test
    void of_a_user_who_left_nothing_stays() throws Exception {
        graph.processElement(new UserChange("u", new LogPosition(1, 1), row("u")), 0);
        graph.processElement(follow("u", "a", 2, false), 0);
        pass(AN_HOUR);
        assertThat(graph.extractOutputValues())
                .extracting(write -> write.key().group().timeToLive())
                .containsOnly(Duration.ZERO);
        graph.getOutput().clear();

        graph.processElement(follow("u", "a", 3, true), 0);
        graph.processElement(new UserChange("u", new LogPosition(4, 4), null), 0);
        pass(AN_HOUR.multipliedBy(2));
        assertThat(graph.extractOutputValues())
                .extracting(write -> write.key().group().timeToLive())
                .hasSize(2)
                .containsOnly(StateLife.LAST_VALUE);
        graph.processElement(new UserChange("u", new LogPosition(1, 1), row("u")), 0);
        pass(AN_HOUR.multipliedBy(3));
        assertThat(Broadcasts.stateEntries(graph)).as("that the row is gone").isEqualTo(1);

        pass(A_LIFE.plus(AN_HOUR));
        graph.getOutput().clear();
        graph.processElement(new UserChange("u", new LogPosition(1, 1), row("u")), 0);
        pass(A_LIFE.plus(TEN_DAYS));
        assertThat(graph.extractOutputValues())
                .extracting(write -> write.key().group().timeToLive())
                .as("nobody knows of a later change any more")
                .containsExactly(Duration.ZERO);
    }

    private void pass(Duration since) throws Exception {
        posts.setStateTtlProcessingTime(since.toMillis());
        posts.setProcessingTime(since.toMillis());
        graph.setStateTtlProcessingTime(since.toMillis());
        graph.setProcessingTime(since.toMillis());
    }

    private void touch(String eventId, EventType type) throws Exception {
        posts.processElement1(Touches.touch(eventId, "u", type, "p", Touches.NOON), 0);
    }

    private long lastStats(Signal signal) {
        return PostStats.CODEC
                .fromBytes(last(FeatureGroup.POST_STATS).bytes(), VersionedValue.PAYLOAD)
                .total(signal.ordinal());
    }

    private VersionedValue last(FeatureGroup group) {
        List<OnlineWrite> writes = writes(group);
        return writes.get(writes.size() - 1).value();
    }

    private Duration lifeOf(FeatureGroup group) {
        List<OnlineWrite> writes = writes(group);
        return writes.get(writes.size() - 1).key().group().timeToLive();
    }

    private List<OnlineWrite> writes(FeatureGroup group) {
        return posts.getSideOutput(OnlineOutputs.WRITES).stream()
                .map(StreamRecord::getValue)
                .filter(write -> write.key().group().equals(group))
                .toList();
    }

    private static User row(String user) {
        return new User(user, 0, "en", "DE");
    }

    private static FollowChange follow(String who, String whom, long lsn, boolean deleted) {
        return new FollowChange(who, whom, new LogPosition(lsn, lsn), 0, deleted);
    }
}

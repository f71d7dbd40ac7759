package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.FollowChange;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.UserChange;
import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.erasure.ErasableFunction;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.Receipt;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letting go of a user, online. */
class UserErasureHarnessTest {
    private static final Receipt LET_GO =
            new Receipt(Broadcasts.of("u").hash(), ErasingOperator.USER_FEATURES.operator(), true);

    private KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, OnlineWrite>
            users;
    private KeyedBroadcastOperatorTestHarness<String, Change, Suppression, OnlineWrite> graph;

    @BeforeEach
    void open() throws Exception {
        users =
                Broadcasts.open(
                        new OnlineUserFunction(
                                Touches.CONFIG, FeatureCatalog.standard(), Broadcasts.NOBODY),
                        EnrichedTouch::userId,
                        RecordType.ONLINE_WRITE);
        graph =
                Broadcasts.open(
                        new UserGraphFunction(Touches.CONFIG, Broadcasts.NOBODY),
                        UserGraphFunction::userOf,
                        RecordType.ONLINE_WRITE);
    }

    @AfterEach
    void close() throws Exception {
        users.close();
        graph.close();
    }

    @Test
    void a_suppressed_user_that_is_to_be_erased_leaves_no_state_no_timer_and_no_write()
            throws Exception {
        users.processElement(click("e1"), 0);
        users.processBroadcastElement(Broadcasts.of("u"), 0);
        users.processElement(erasure(), 0);

        assertThat(receipts(users)).containsExactly(LET_GO);
        assertThat(Broadcasts.stateEntries(users)).isZero();
        assertThat(users.numProcessingTimeTimers()).isZero();
        users.setProcessingTime(60_000);
        users.processElement(click("e2"), 0);
        users.setProcessingTime(120_000);
        assertThat(users.extractOutputValues()).isEmpty();
        assertThat(Broadcasts.stateEntries(users)).isZero();
    }

    @Test
    void what_asks_to_erase_waits_for_the_list_and_is_forgotten_without_it() throws Exception {
        users.processElement(click("e1"), 0);
        users.processElement(erasure(), 0);
        users.setProcessingTime(1_000);
        assertThat(receipts(users)).as("not on the list").isEmpty();
        users.processElement(click("e2"), 0);

        users.processBroadcastElement(Broadcasts.of("u"), 0);
        users.setProcessingTime(2_000);
        assertThat(receipts(users)).containsExactly(LET_GO);
        assertThat(Broadcasts.stateEntries(users)).isZero();
        assertThat(users.numProcessingTimeTimers()).isZero();
    }

    @Test
    void a_user_that_nobody_knows_is_answered_for_too() throws Exception {
        users.processBroadcastElement(Broadcasts.of("u"), 0);
        users.processElement(erasure(), 0);

        assertThat(receipts(users))
                .containsExactly(new Receipt(LET_GO.hash(), LET_GO.operator(), false));
    }

    @Test
    void the_graph_lets_go_of_an_erased_user_and_of_nobody_for_a_deleted_row() throws Exception {
        graph.processElement(follow("u", "a", false), 0);
        graph.processElement(new UserChange("u", new LogPosition(7, 7), null), 0);
        assertThat(receipts(graph)).isEmpty();

        graph.processBroadcastElement(Broadcasts.of("u"), 0);
        graph.processElement(new UserChange("u", LogPosition.START, null), 0);
        assertThat(receipts(graph))
                .containsExactly(
                        new Receipt(LET_GO.hash(), ErasingOperator.USER_GRAPH.operator(), true));
        assertThat(Broadcasts.stateEntries(graph)).isZero();

        graph.processElement(new UserChange("u", new LogPosition(8, 8), null), 0);
        graph.processElement(follow("u", "a", true), 0);
        assertThat(Broadcasts.stateEntries(graph)).as("rows that go say nothing new").isZero();
        assertThat(graph.numProcessingTimeTimers()).isZero();
    }

    @Test
    void nobody_begins_to_follow_an_erased_user_but_one_can_stop() throws Exception {
        graph.processElement(follow("other", "u", false), 0);
        graph.processElement(follow("other", "a", false), 0);
        graph.processBroadcastElement(Broadcasts.of("u"), 0);
        graph.processElement(follow("new", "u", false), 0);
        assertThat(Broadcasts.stateEntries(graph)).as("follows and timer of one").isEqualTo(2);

        graph.processElement(follow("other", "u", true), 0);
        graph.setProcessingTime(1_000);
        assertThat(graph.extractOutputValues()).hasSize(1);
        byte[] written = graph.extractOutputValues().get(0).value().bytes();
        assertThat(new String(written, StandardCharsets.ISO_8859_1))
                .contains("a")
                .doesNotContain("u");
    }

    private static EnrichedTouch click(String id) {
        return new EnrichedTouch(
                Touches.touch(id, "u", EventType.CLICK, "p", Touches.NOON), "sport", null, null);
    }

    private static EnrichedTouch erasure() {
        return EnrichedTouch.erasure(Event.erasure("x1", "u", Touches.NOON));
    }

    private static FollowChange follow(String who, String whom, boolean deleted) {
        return new FollowChange(who, whom, new LogPosition(5, 5), 0, deleted);
    }

    private static List<Receipt> receipts(KeyedBroadcastOperatorTestHarness<?, ?, ?, ?> harness) {
        Queue<StreamRecord<Receipt>> side = harness.getSideOutput(ErasableFunction.RECEIPTS);
        return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
    }
}

package io.feedrank.jobs.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.intake.DeadLetters;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OfflinePostHarnessTest {
    private static final Instant A_MINUTE_LATER = Touches.NOON.plus(Duration.ofMinutes(1));
    private static final Instant TWO_MINUTES_LATER = Touches.NOON.plus(Duration.ofMinutes(2));
    private static final Duration WAIT = Touches.CONFIG.eventTime().postWait();

    private KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
            harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
        harness.setProcessingTime(0);
        harness.processWatermark2(
                new org.apache.flink.streaming.api.watermark.Watermark(Long.MAX_VALUE - 1));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void a_planted_future_click_never_shows_in_an_earlier_impression() throws Exception {
        capture();
        send("future", EventType.CLICK, TWO_MINUTES_LATER);
        send("shown", EventType.IMPRESSION, A_MINUTE_LATER);
        send("past", EventType.CLICK, Touches.NOON);
        watermark(TWO_MINUTES_LATER.plusSeconds(10));

        assertThat(column("shown", "post_clicks_1h")).isBetween(0.9f, 1f);
    }

    @Test
    void what_happens_in_the_same_second_counts_as_later() throws Exception {
        capture();
        send("click", EventType.CLICK, Touches.NOON);
        send("shown", EventType.IMPRESSION, Touches.NOON.plusMillis(900));
        watermark(A_MINUTE_LATER);

        assertThat(column("shown", "post_clicks_1h")).isZero();
        assertThat(column("shown", "post_impressions_1h")).isZero();
    }

    @Test
    void nothing_comes_out_before_its_second_is_over_and_nothing_is_left_behind_after()
            throws Exception {
        capture();
        send("shown", EventType.IMPRESSION, Touches.NOON);
        watermark(Touches.NOON.plusMillis(998));
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        watermark(Touches.NOON.plusMillis(999));
        assertThat(harness.extractOutputValues()).hasSize(1);
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).as("of the post's life").isEqualTo(1);
        assertThat(harness.numKeyedStateEntries()).as("the post and its life").isEqualTo(2);
    }

    @Test
    void a_touch_after_the_watermark_corrects_the_counts_but_gets_no_columns() throws Exception {
        capture();
        watermark(A_MINUTE_LATER);
        send("late", EventType.IMPRESSION, Touches.NOON);
        send("shown", EventType.IMPRESSION, TWO_MINUTES_LATER);
        watermark(TWO_MINUTES_LATER.plusSeconds(10));

        assertThat(enriched("late").postColumns()).isNull();
        assertThat(column("shown", "post_impressions_1h")).isBetween(0.9f, 1f);
    }

    @Test
    void a_straggler_after_a_restore_gets_no_columns_though_no_watermark_is_known_yet()
            throws Exception {
        capture();
        send("shown", EventType.IMPRESSION, A_MINUTE_LATER);
        watermark(TWO_MINUTES_LATER);
        var snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(snapshot);
        harness.open();
        send("straggler", EventType.IMPRESSION, Touches.NOON);

        assertThat(enriched("straggler").postColumns()).isNull();
    }

    @Test
    void a_touch_waits_for_its_post_to_be_captured() throws Exception {
        send("shown", EventType.IMPRESSION, Touches.NOON);
        watermark(Touches.NOON.minusSeconds(5));
        assertThat(harness.extractOutputValues()).isEmpty();
        capture();
        watermark(A_MINUTE_LATER);

        assertThat(enriched("shown").topic()).isEqualTo("sport");
        assertThat(harness.getSideOutput(OfflineOutputs.ACCEPTED)).hasSize(1);
    }

    @Test
    void a_touch_of_a_post_that_never_comes_is_a_dead_letter_that_names_it() throws Exception {
        send("shown", EventType.IMPRESSION, Touches.NOON);
        harness.setProcessingTime(WAIT.toMillis() - 1);
        assertThat(harness.getSideOutput(DeadLetters.REJECTED)).isNull();
        harness.setProcessingTime(WAIT.toMillis());

        assertThat(harness.getSideOutput(DeadLetters.REJECTED)).hasSize(1);
        assertThat(harness.getSideOutput(DeadLetters.REJECTED).peek().getValue().reason())
                .isEqualTo("post_ids: post 'p' is unknown; it was waited for");
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch>
            harness() throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, PostTouch, Change, EnrichedTouch> fresh =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new OfflinePostFunction(Touches.CONFIG)),
                        PostTouch::postId,
                        change -> ((Change.PostChange) change).postId(),
                        Types.STRING);
        fresh.setup(
                RecordType.ENRICHED_TOUCH
                        .<EnrichedTouch>info()
                        .createSerializer(new SerializerConfigImpl()));
        return fresh;
    }

    private void capture() throws Exception {
        harness.processElement2(Touches.post("p", "sport"), 0);
    }

    private void send(String eventId, EventType type, Instant time) throws Exception {
        harness.processElement1(Touches.touch(eventId, "u", type, "p", time), time.toEpochMilli());
    }

    private void watermark(Instant time) throws Exception {
        harness.processWatermark1(
                new org.apache.flink.streaming.api.watermark.Watermark(time.toEpochMilli()));
    }

    private EnrichedTouch enriched(String eventId) {
        return harness.extractOutputValues().stream()
                .filter(touch -> touch.touch().event().eventId().equals(eventId))
                .findFirst()
                .orElseThrow();
    }

    private float column(String eventId, String name) {
        int index = FeatureCatalog.standard().columns().indexOf(name);
        return Objects.requireNonNull(enriched(eventId).postColumns())[index];
    }
}

package io.feedrank.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DedupeByEventIdHarnessTest {
    private static final Duration LATENESS = Touches.CONFIG.eventTime().allowedLateness();

    private KeyedBroadcastOperatorTestHarness<String, SourceEvent, Suppression, PostTouch> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                Broadcasts.open(
                        new DedupeByEventId(Touches.CONFIG, Broadcasts.NOBODY),
                        SourceEvent::identity,
                        RecordType.POST_TOUCH);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void a_second_event_of_the_same_id_is_dropped() throws Exception {
        send(Touches.event("e1", "u", EventType.CLICK, "p", Touches.NOON));
        send(Touches.event("e1", "u", EventType.CLICK, "p", Touches.NOON));
        send(Touches.event("e2", "u", EventType.CLICK, "p", Touches.NOON));

        assertThat(harness.extractOutputValues())
                .extracting(touch -> touch.event().eventId())
                .containsExactly("e1", "e2");
    }

    @Test
    void an_event_of_a_suppressed_user_is_dropped_and_set_aside_nowhere() throws Exception {
        harness.processBroadcastElement(Broadcasts.of("u"), 0);
        harness.processWatermark(Touches.NOON.toEpochMilli());
        Event event = Touches.event("e1", "u", EventType.CLICK, "p", Touches.NOON);
        send(event);
        send(new SourceEvent(event, null, "feed-events.dlq/0/7"));
        send(Touches.event("e2", "u", EventType.CLICK, "p", Touches.NOON.minus(LATENESS)));
        send(Touches.event("e3", "u-2", EventType.CLICK, "p", Touches.NOON));

        assertThat(harness.extractOutputValues())
                .extracting(touch -> touch.event().eventId())
                .containsExactly("e3");
        assertThat(harness.getSideOutput(DeadLetters.LATE)).isNull();
        assertThat(harness.getSideOutput(DeadLetters.REJECTED)).isNull();
    }

    @Test
    void a_user_is_taken_again_when_the_suppression_is_lifted() throws Exception {
        Suppression on = Broadcasts.of("u");
        harness.processBroadcastElement(on, 0);
        harness.processBroadcastElement(new Suppression(on.hash(), true), 0);
        send(Touches.event("e1", "u", EventType.CLICK, "p", Touches.NOON));

        assertThat(harness.extractOutputValues()).hasSize(1);
    }

    @Test
    void a_dead_letter_sent_once_more_counts_once_though_its_id_was_seen() throws Exception {
        Event event = Touches.event("e1", "u", EventType.CLICK, "p", Touches.NOON);
        send(event);
        send(new SourceEvent(event, null, "feed-events.dlq/0/7"));
        send(new SourceEvent(event, null, "feed-events.dlq/0/7"));

        assertThat(harness.extractOutputValues()).hasSize(2);
    }

    @Test
    void ids_are_forgotten_after_the_time_to_live() throws Exception {
        harness.setStateTtlProcessingTime(0);
        send(Touches.event("e1", "u", EventType.CLICK, "p", Touches.NOON));
        harness.setStateTtlProcessingTime(Touches.CONFIG.dedupeTtl().toMillis() + 1);
        send(Touches.event("e1", "u", EventType.CLICK, "p", Touches.NOON));

        assertThat(harness.extractOutputValues()).hasSize(2);
    }

    @Test
    void an_impression_is_taken_apart_in_the_order_of_its_posts() throws Exception {
        send(Event.of("e1", "u", EventType.IMPRESSION, List.of("p1", "p2", "p3"), Touches.NOON));

        assertThat(harness.extractOutputValues())
                .extracting(PostTouch::postId)
                .containsExactly("p1", "p2", "p3");
        assertThat(harness.extractOutputValues())
                .extracting(PostTouch::slot)
                .containsExactly(0, 1, 2);
        assertThat(harness.extractOutputValues())
                .extracting(touch -> touch.event().listSize())
                .containsExactly(3, 3, 3);
    }

    @Test
    void a_dead_letter_of_one_post_still_says_how_many_were_in_view() throws Exception {
        send(Event.of("e1", "u", EventType.IMPRESSION, List.of("p1", "p2", "p3"), Touches.NOON));
        PostTouch second = harness.extractOutputValues().get(1);
        byte[] letter = Objects.requireNonNull(DeadLetters.unknownPost(second).value());
        send(new SourceEvent(EventCodec.decode(letter, null), null, "feed-events.dlq/0/7"));

        PostTouch again = harness.extractOutputValues().get(3);
        assertThat(again.postId()).isEqualTo("p2");
        assertThat(again.event().listSize()).isEqualTo(3);
    }

    @Test
    void an_event_at_the_end_of_the_lateness_counts_and_one_beyond_it_is_set_aside()
            throws Exception {
        harness.processWatermark(Touches.NOON.toEpochMilli());
        send(
                Touches.event(
                        "in-time",
                        "u",
                        EventType.CLICK,
                        "p",
                        Touches.NOON.minus(LATENESS).plusMillis(1)));
        send(Touches.event("late", "u", EventType.CLICK, "p", Touches.NOON.minus(LATENESS)));

        assertThat(harness.extractOutputValues())
                .extracting(touch -> touch.event().eventId())
                .containsExactly("in-time");
        assertThat(harness.getSideOutput(DeadLetters.LATE))
                .extracting(record -> record.getValue())
                .extracting(DeadLetter::eventId)
                .containsExactly("late");
    }

    private void send(Event event) throws Exception {
        send(SourceEvent.of(event));
    }

    private void send(SourceEvent source) throws Exception {
        harness.processElement(source, Touches.NOON.toEpochMilli());
    }
}

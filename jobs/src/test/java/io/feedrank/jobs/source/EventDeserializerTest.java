package io.feedrank.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.event.DeadLetterHeaders;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.SourceEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventDeserializerTest {
    private static final Event CLICK =
            Touches.event("e1", "u1", EventType.CLICK, "p1", Touches.NOON);

    @Test
    void an_event_is_known_by_its_id() {
        assertThat(read(record(EventCodec.encode(CLICK))))
                .containsExactly(SourceEvent.of(CLICK))
                .extracting(SourceEvent::identity)
                .containsExactly("e1");
    }

    @Test
    void a_letter_that_this_job_set_aside_is_known_by_its_position() {
        assertThat(read(replayed("online-features feed-events.dlq/1/42")))
                .containsExactly(new SourceEvent(CLICK, null, "feed-events.dlq/1/42"))
                .extracting(SourceEvent::identity)
                .containsExactly("feed-events.dlq/1/42");
    }

    @Test
    void a_letter_that_another_job_set_aside_is_skipped() {
        assertThat(read(replayed("offline-features feed-events.dlq/1/42"))).isEmpty();
    }

    @Test
    void a_letter_of_an_unnamed_consumer_is_for_all() {
        assertThat(read(replayed(" feed-events.dlq/1/42"))).hasSize(1);
    }

    @Test
    void a_replay_header_that_cannot_be_read_is_set_aside_with_the_reason() {
        assertThat(read(replayed("nonsense")))
                .singleElement()
                .satisfies(
                        source -> {
                            assertThat(source.rejected()).isNotNull();
                            assertThat(source.rejected().reason())
                                    .contains("feedrank-replay: got 'nonsense'");
                        });
    }

    @Test
    void what_is_no_event_is_set_aside_as_it_came() {
        byte[] value = "nonsense".getBytes(StandardCharsets.UTF_8);
        assertThat(read(record(value)))
                .singleElement()
                .satisfies(
                        source -> {
                            assertThat(source.event()).isNull();
                            assertThat(source.rejected().value()).isEqualTo(value);
                            assertThat(source.rejected().origin()).isEqualTo("feed-events/3/17");
                        });
    }

    @Test
    void an_event_from_the_future_is_set_aside_and_one_of_a_clock_a_little_ahead_is_not() {
        Instant now = Touches.CONFIG.eventTime().clock().instant();
        Event ahead =
                Touches.event("e2", "u1", EventType.CLICK, "p1", now.plus(Duration.ofMinutes(9)));
        Event future =
                Touches.event("e3", "u1", EventType.CLICK, "p1", now.plus(Duration.ofMinutes(11)));
        assertThat(read(record(EventCodec.encode(ahead))))
                .singleElement()
                .satisfies(source -> assertThat(source.rejected()).isNull());
        assertThat(read(record(EventCodec.encode(future))))
                .singleElement()
                .satisfies(
                        source -> {
                            assertThat(source.rejected()).isNotNull();
                            assertThat(source.rejected().eventId()).isEqualTo("e3");
                            assertThat(source.rejected().reason())
                                    .contains("event_time: got ", "which is in the future");
                        });
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(
                "feed-events", 3, 17, "u1".getBytes(StandardCharsets.UTF_8), value);
    }

    private static ConsumerRecord<byte[], byte[]> replayed(String replay) {
        ConsumerRecord<byte[], byte[]> record = record(EventCodec.encode(CLICK));
        record.headers().add(DeadLetterHeaders.REPLAY, replay.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static List<SourceEvent> read(ConsumerRecord<byte[], byte[]> record) {
        List<SourceEvent> out = new ArrayList<>();
        new EventDeserializer(Touches.CONFIG.eventTime(), "online-features")
                .deserialize(record, new ListCollector<>(out));
        return out;
    }
}

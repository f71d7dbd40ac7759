package io.feedrank.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AfterCutHarnessTest {
    private static final Instant CUT = Touches.NOON;
    private static final Instant NOW = CUT.plus(Duration.ofHours(2));
    private static final String LETTER = "feed-events.dlq/1/42";

    private OneInputStreamOperatorTestHarness<SourceEvent, SourceEvent> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new OneInputStreamOperatorTestHarness<>(
                        new ProcessOperator<>(new AfterCut(CUT, NOW)));
        harness.setup(
                RecordType.SOURCE_EVENT
                        .<SourceEvent>info()
                        .createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void events_of_before_the_cut_come_from_the_offline_store_alone() throws Exception {
        send(SourceEvent.of(click(CUT.minusMillis(1))));
        send(SourceEvent.of(click(CUT)));
        send(SourceEvent.of(Event.tick(CUT.minusMillis(1))));

        assertThat(times()).containsExactly(CUT, CUT.minusMillis(1));
    }

    @Test
    void a_letter_of_history_that_was_sent_once_more_counts_as_its_event() throws Exception {
        send(new SourceEvent(click(CUT), null, LETTER));

        assertThat(harness.extractOutputValues())
                .extracting(SourceEvent::identity)
                .containsExactly("e");
    }

    @Test
    void after_history_everything_passes_as_it_is() throws Exception {
        harness.processWatermark(NOW.toEpochMilli());
        send(SourceEvent.of(click(CUT.minusSeconds(1))));
        send(new SourceEvent(click(CUT), null, LETTER));

        assertThat(harness.extractOutputValues())
                .extracting(SourceEvent::identity)
                .containsExactly("e", LETTER);
    }

    private void send(SourceEvent source) throws Exception {
        harness.processElement(source, 0);
    }

    private static Event click(Instant time) {
        return Touches.event("e", "u", EventType.CLICK, "p", time);
    }

    private List<Instant> times() {
        return harness.extractOutputValues().stream()
                .map(source -> source.event().eventTime())
                .toList();
    }
}

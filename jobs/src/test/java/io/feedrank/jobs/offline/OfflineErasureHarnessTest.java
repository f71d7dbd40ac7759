package io.feedrank.jobs.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.Broadcasts;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.erasure.ErasableFunction;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.Receipt;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TrainingExample;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Letting go of a user whose label windows are open. */
class OfflineErasureHarnessTest {
    private static final Instant LATER = Touches.NOON.plusSeconds(60);

    private KeyedBroadcastOperatorTestHarness<String, EnrichedTouch, Suppression, TrainingExample>
            users;

    @BeforeEach
    void open() throws Exception {
        users =
                Broadcasts.open(
                        new OfflineUserFunction(
                                Touches.CONFIG, FeatureCatalog.standard(), Broadcasts.NOBODY),
                        EnrichedTouch::userId,
                        RecordType.TRAINING_EXAMPLE);
    }

    @AfterEach
    void close() throws Exception {
        users.close();
    }

    @Test
    void open_examples_buffered_touches_and_their_timers_go_and_no_example_comes_of_them()
            throws Exception {
        users.processElement(impression("e1", Touches.NOON), 0);
        users.processWatermark(Touches.NOON.plusSeconds(2).toEpochMilli());
        users.processElement(impression("e2", LATER), 0);
        assertThat(users.numEventTimeTimers()).as("a label window and a second").isEqualTo(2);

        users.processBroadcastElement(Broadcasts.of("u"), 0);
        users.processElement(EnrichedTouch.erasure(Event.erasure("x1", "u", Touches.NOON)), 0);

        assertThat(users.getSideOutput(ErasableFunction.RECEIPTS))
                .extracting(record -> record.getValue())
                .containsExactly(
                        new Receipt(
                                Broadcasts.of("u").hash(),
                                ErasingOperator.TRAINING_EXAMPLES.operator(),
                                true));
        assertThat(users.numEventTimeTimers()).isZero();
        assertThat(Broadcasts.stateEntries(users)).isZero();
        users.processWatermark(LATER.plus(Duration.ofHours(1)).toEpochMilli());
        assertThat(users.extractOutputValues()).isEmpty();
    }

    private static EnrichedTouch impression(String id, Instant time) {
        float[] columns = new float[FeatureCatalog.standard().itemWidth()];
        return new EnrichedTouch(
                Touches.touch(id, "u", EventType.IMPRESSION, "p", time), "sport", null, columns);
    }
}

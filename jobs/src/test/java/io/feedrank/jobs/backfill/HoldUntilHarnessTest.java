package io.feedrank.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.RecordType;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldUntilHarnessTest {
    private static final long NOON = Touches.NOON.toEpochMilli();

    private KeyedOneInputStreamOperatorTestHarness<String, OnlineWrite, OnlineWrite> harness;

    @BeforeEach
    void open() throws Exception {
        harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(
                                new HoldUntil<>(
                                        Touches.NOON, RecordType.ONLINE_WRITE.<OnlineWrite>info())),
                        write -> write.key().entity(),
                        Types.STRING);
        harness.setup(
                RecordType.ONLINE_WRITE
                        .<OnlineWrite>info()
                        .createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void the_last_value_of_each_key_goes_out_when_the_time_is_there_and_none_before()
            throws Exception {
        send("p", 1);
        send("q", 1);
        send("p", 2);
        harness.processWatermark(NOON - 1);
        assertThat(sequences()).isEmpty();

        harness.processWatermark(NOON);

        assertThat(sequences()).containsExactlyInAnyOrder(1L, 2L);
        assertThat(harness.numKeyedStateEntries()).as("nothing is kept").isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void what_comes_after_that_goes_out_at_once_and_nothing_older_follows_it() throws Exception {
        send("p", 1);
        harness.processWatermark(NOON);
        send("p", 2);

        assertThat(sequences()).containsExactly(1L, 2L);
        harness.processWatermark(NOON + 1);
        assertThat(sequences()).hasSize(2);
    }

    private void send(String entity, long sequence) throws Exception {
        harness.processElement(
                new OnlineWrite(
                        new OnlineKey(FeatureGroup.POST_STATS, entity),
                        VersionedValue.of(2, sequence, new byte[0])),
                0);
    }

    private List<Long> sequences() {
        return harness.extractOutputValues().stream()
                .map(write -> write.value().sequence())
                .toList();
    }
}

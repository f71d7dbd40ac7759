package io.feedrank.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class EventReplayerTest {
    private static final int PARTITIONS = 4;
    private static final SampleDataset SAMPLE = new SampleDataset(7, 0.02);
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(
                    cluster(),
                    true,
                    new RoundRobinPartitioner(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());

    @Test
    void every_record_is_sent_in_order_under_its_user() {
        ReplayResult result = new EventReplayer(kafka).replay(SAMPLE, SETTLE, sent -> {});

        List<ProducerRecord<byte[], byte[]>> sent =
                kafka.history().stream().filter(record -> record.key() != null).toList();
        List<FeedRecord> expected = SAMPLE.records().toList();
        assertThat(sent).hasSameSizeAs(expected);
        for (int i = 0; i < sent.size(); i++) {
            assertThat(new String(sent.get(i).key(), StandardCharsets.UTF_8))
                    .isEqualTo(expected.get(i).key());
            assertThat(sent.get(i).value()).isEqualTo(expected.get(i).value());
        }
        assertThat(result.events() + result.repeats()).isEqualTo(sent.size());
        assertThat(result.ticks()).isEqualTo(kafka.history().size() - sent.size());
    }

    @Test
    void every_partition_gets_the_same_ticks_and_they_end_beyond_the_dataset() {
        new EventReplayer(kafka).replay(SAMPLE, SETTLE, sent -> {});

        Map<Integer, List<Instant>> ticks = ticks();

        assertThat(ticks.keySet()).isEqualTo(Set.of(0, 1, 2, 3));
        assertThat(ticks.get(0))
                .isSorted()
                .isEqualTo(ticks.get(1))
                .isEqualTo(ticks.get(2))
                .isEqualTo(ticks.get(3));
        assertThat(ticks.get(0).get(ticks.get(0).size() - 1)).isEqualTo(SAMPLE.end().plus(SETTLE));
    }

    @Test
    void no_partition_runs_more_than_a_thousand_records_ahead_of_a_tick() {
        new EventReplayer(kafka).replay(SAMPLE, SETTLE, sent -> {});

        int sinceTick = 0;
        Instant tick = Instant.MIN;
        for (ProducerRecord<byte[], byte[]> record : kafka.history()) {
            sinceTick = record.key() == null ? 0 : sinceTick + 1;
            assertThat(sinceTick).isLessThanOrEqualTo(1_000);
            if (record.key() == null) {
                Instant time = EventCodec.decode(record.value(), null).eventTime();
                assertThat(time).isAfterOrEqualTo(tick);
                tick = time;
            }
        }
    }

    @Test
    void a_record_that_kafka_refuses_ends_the_replay() {
        EventReplayer replayer = new EventReplayer(new RefusingProducer());

        assertThatThrownBy(() -> replayer.replay(SAMPLE, SETTLE, sent -> {}))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("no broker");
    }

    private Map<Integer, List<Instant>> ticks() {
        Map<Integer, List<Instant>> ticks = new HashMap<>();
        for (ProducerRecord<byte[], byte[]> record : kafka.history()) {
            if (record.key() == null) {
                Event tick = EventCodec.decode(record.value(), null);
                assertThat(tick.type()).isEqualTo(EventType.TICK);
                ticks.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                        .add(tick.eventTime());
            }
        }
        return ticks;
    }

    /** Fails what waits when it is flushed. */
    private static final class RefusingProducer extends MockProducer<byte[], byte[]> {
        RefusingProducer() {
            super(
                    cluster(),
                    false,
                    new RoundRobinPartitioner(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }

        @Override
        public synchronized void flush() {
            errorNext(new TimeoutException("no broker"));
            super.flush();
        }
    }

    private static Cluster cluster() {
        Node node = new Node(1, "127.0.0.1", 9092);
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(
                    new PartitionInfo(
                            Topics.FEED_EVENTS,
                            partition,
                            node,
                            new Node[] {node},
                            new Node[] {node}));
        }
        return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }
}

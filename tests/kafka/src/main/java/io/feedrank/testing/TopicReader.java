package io.feedrank.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its start, without a group, and keeps what it saw. For one thread. */
public final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

    TopicReader(String bootstrap, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = partitions(topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** A broker hears of a topic a moment after it was created. */
    private List<TopicPartition> partitions(String topic) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < giveUpAt) {
            List<PartitionInfo> known = consumer.partitionsFor(topic);
            if (!known.isEmpty()) {
                return known.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
            }
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
        consumer.close();
        throw new IllegalStateException("no topic " + topic + " within " + PATIENCE);
    }

    /** What has come since the last call; empty when nothing does within {@code atMost}. */
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration atMost) {
        List<ConsumerRecord<byte[], byte[]>> fresh = new ArrayList<>();
        consumer.poll(atMost).forEach(fresh::add);
        seen.addAll(fresh);
        return fresh;
    }

    /** All records so far. */
    public List<ConsumerRecord<byte[], byte[]>> records() {
        poll(A_MOMENT);
        return List.copyOf(seen);
    }

    /** All values so far, as text. */
    public List<String> values() {
        return records().stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}

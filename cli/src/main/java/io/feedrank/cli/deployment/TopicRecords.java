package io.feedrank.cli.deployment;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics whole, as they are now. Not thread-safe. */
public final class TopicRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_MS = 10_000;

    /**
     * How far back a topic reaches.
     *
     * @param whole whether nothing has expired
     * @param oldest when the oldest record was appended; empty when there is none
     */
    public record Extent(boolean whole, Optional<Instant> oldest) {}

    private final String bootstrap;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, List<PartitionInfo>> topics;
    private final Progress progress;

    /**
     * A reader.
     *
     * @throws CommandFailure when Kafka does not answer
     */
    public TopicRecords(String bootstrap, Progress progress) {
        this.bootstrap = bootstrap;
        this.progress = progress;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                TIMEOUT_MS,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        try {
            this.topics = consumer.listTopics();
        } catch (KafkaException e) {
            consumer.close();
            throw failure(e);
        }
    }

    /** The names of the topics that there are. */
    public Set<String> topics() {
        return topics.keySet();
    }

    /** Hands over all that a topic has, and says how far back that goes; no such topic: nothing. */
    public Extent read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        progress.detail(topic);
        List<TopicPartition> partitions =
                topics.getOrDefault(topic, List.of()).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        try {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            boolean whole =
                    consumer.beginningOffsets(partitions).values().stream()
                            .allMatch(offset -> offset == 0);
            Instant[] oldest = new Instant[1];
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Instant appended = Instant.ofEpochMilli(record.timestamp());
                    if (oldest[0] == null || appended.isBefore(oldest[0])) {
                        oldest[0] = appended;
                    }
                    sink.accept(record);
                    progress.advance(1);
                }
            }
            return new Extent(whole, Optional.ofNullable(oldest[0]));
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    private CommandFailure failure(KafkaException e) {
        return new CommandFailure(
                "cannot read from Kafka at " + bootstrap + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}

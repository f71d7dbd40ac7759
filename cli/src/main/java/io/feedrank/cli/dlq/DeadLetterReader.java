package io.feedrank.cli.dlq;

import io.feedrank.cli.CommandFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the dead-letter topics as they are now, oldest letter first. */
final class DeadLetterReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_MS = 10_000;

    private DeadLetterReader() {}

    static List<DeadLetterRecord> read(String bootstrap, LetterSelection selection) {
        List<DeadLetterRecord> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                TIMEOUT_MS,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, selection);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    DeadLetterRecord letter = new DeadLetterRecord(record);
                    if (selection.means(letter)) {
                        letters.add(letter);
                    }
                }
            }
        } catch (KafkaException e) {
            throw new CommandFailure(
                    "cannot read dead letters from Kafka at " + bootstrap + ": " + e.getMessage(),
                    e);
        }
        letters.sort(
                Comparator.comparing(DeadLetterRecord::time)
                        .thenComparing(DeadLetterRecord::position));
        return letters;
    }

    private static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, LetterSelection selection) {
        Map<String, List<PartitionInfo>> topics = consumer.listTopics();
        Set<String> known = new TreeSet<>();
        for (String topic : topics.keySet()) {
            if (topic.endsWith(DeadLetterRecord.SUFFIX)) {
                known.add(topic.substring(0, topic.length() - DeadLetterRecord.SUFFIX.length()));
            }
        }
        for (String topic : selection.topics()) {
            if (!known.contains(topic)) {
                throw new CommandFailure(
                        "--topic: got '"
                                + topic
                                + "', expected one with dead letters: "
                                + String.join(", ", known));
            }
        }
        return known.stream()
                .filter(topic -> selection.topics().isEmpty() || selection.topics().contains(topic))
                .flatMap(
                        topic ->
                                topics
                                        .getOrDefault(topic + DeadLetterRecord.SUFFIX, List.of())
                                        .stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}

package io.feedrank.jobs.source;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.jobs.record.Suppression;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The list of suppressed users as it is now. */
final class SuppressionTopic {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int TIMEOUT_MS = 20_000;

    private SuppressionTopic() {}

    /**
     * Reads all of it; empty when there is no such topic yet.
     *
     * @throws FeedrankException UNAVAILABLE when Kafka does not answer: a job that does not know
     *     who is suppressed must not start
     */
    static Set<String> now(String bootstrap) {
        Set<String> hashes = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                TIMEOUT_MS,
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.SUPPRESSED_USERS).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.key() != null) {
                        take(SuppressionDeserializer.of(record), hashes);
                    }
                }
            }
            return hashes;
        } catch (KafkaException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot read who is suppressed from Kafka at " + bootstrap + ": " + e,
                    e);
        }
    }

    private static void take(Suppression record, Set<String> hashes) {
        if (record.lifted()) {
            hashes.remove(record.hash());
        } else {
            hashes.add(record.hash());
        }
    }
}

package io.feedrank.cli.erase;

import io.feedrank.feature.erasure.IdPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Looks for an id in all records of all topics, as readers get them. */
final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);

    private final IdPattern id;

    TopicScan(IdPattern id) {
        this.id = id;
    }

    void look(String bootstrap, Hits hits) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "earliest",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .forEach(
                            (topic, infos) -> {
                                hits.looked("topic " + topic);
                                infos.forEach(
                                        info ->
                                                partitions.add(
                                                        new TopicPartition(
                                                                topic, info.partition())));
                            });
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(POLL)
                        .forEach(
                                record ->
                                        hits.add(
                                                "topic " + record.topic(),
                                                "partition " + record.partition(),
                                                count(record)));
            }
        }
    }

    private long count(ConsumerRecord<byte[], byte[]> record) {
        long count = of(record.key()) + of(record.value());
        for (Header header : record.headers()) {
            count += of(header.value());
        }
        return count;
    }

    private long of(byte @Nullable [] bytes) {
        return bytes == null ? 0 : id.count(bytes);
    }
}

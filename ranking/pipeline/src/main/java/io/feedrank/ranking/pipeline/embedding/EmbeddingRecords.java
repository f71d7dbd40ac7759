package io.feedrank.ranking.pipeline.embedding;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How {@code post-embeddings} is read. Offsets are kept with the index, never committed. */
final class EmbeddingRecords {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingRecords.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private EmbeddingRecords() {}

    /**
     * A consumer.
     *
     * @param group that divides the partitions; empty: no group
     */
    static Consumer<byte[], byte[]> consumer(String bootstrap, String group) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        if (!group.isEmpty()) {
            config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
            // What stays is not stopped when the fleet is divided anew.
            config.put(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    CooperativeStickyAssignor.class.getName());
            // The shortest that a broker allows: so long nobody takes over from a dead one.
            config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
            config.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 1_000);
        }
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Goes to where the index is. When the topic no longer reaches so far, it lost records, and is
     * read from its beginning.
     *
     * @param next null for the beginning
     */
    static void seek(
            Consumer<byte[], byte[]> consumer, TopicPartition partition, @Nullable Long next) {
        List<TopicPartition> one = List.of(partition);
        long end = consumer.endOffsets(one, TIMEOUT).getOrDefault(partition, 0L);
        if (next == null || next > end) {
            if (next != null) {
                LOG.warn("{} ends at {}, the index goes on at {}: read anew", partition, end, next);
            }
            consumer.seekToBeginning(one);
        } else {
            consumer.seek(partition, next);
        }
    }
}

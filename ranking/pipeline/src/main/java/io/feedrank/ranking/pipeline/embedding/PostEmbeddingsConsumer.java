package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.ranking.index.VectorIndex;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code post-embeddings} into an index, from the beginning and without a group: every
 * replica holds all vectors. On a thread of its own; a failure is logged, and it goes on where it
 * was.
 */
public final class PostEmbeddingsConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostEmbeddingsConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration METADATA_TIMEOUT = Duration.ofSeconds(5);

    private final String bootstrap;
    private final EmbeddingDecoder decoder;
    private final VectorIndex index;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected;
    private final Thread thread = new Thread(this::run, "post-embeddings");
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean caughtUp;
    private volatile boolean closed;

    /**
     * A consumer that has yet to be started.
     *
     * @param bootstrap Kafka's addresses
     * @param rejected takes records that cannot be read, with the reason
     */
    public PostEmbeddingsConsumer(
            String bootstrap,
            VectorIndex index,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected) {
        this.bootstrap = bootstrap;
        this.decoder = new EmbeddingDecoder(index.dimensions());
        this.index = index;
        this.rejected = rejected;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Whether all that was in the topic at the start is in the index. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        LockSupport.unpark(thread);
        try {
            thread.join(METADATA_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = connect()) {
                open = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                LOG.warn("{}: {}; trying again", Topics.POST_EMBEDDINGS, e.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Consumer<byte[], byte[]> connect() {
        Map<String, Object> config =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000);
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.POST_EMBEDDINGS, METADATA_TIMEOUT).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new FeedrankException(Category.UNAVAILABLE, "there is no such topic");
        }
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long at = next.get(partition);
            if (at == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, at);
            }
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, METADATA_TIMEOUT);
        while (!closed) {
            apply(consumer.poll(POLL));
            partitions.forEach(
                    partition -> next.put(partition, consumer.position(partition, POLL)));
            if (!caughtUp && reached(ends)) {
                LOG.info("caught up: {} post vectors", index.size());
                caughtUp = true;
            }
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Only the last record of a post in a batch counts. */
    private void apply(ConsumerRecords<byte[], byte[]> records) {
        Map<String, EmbeddingDecoder.Update> updates = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                EmbeddingDecoder.Update update = decoder.decode(record.key(), record.value());
                updates.put(update.postId(), update);
            } catch (FeedrankException e) {
                rejected.accept(record, String.valueOf(e.getMessage()));
            }
        }
        for (EmbeddingDecoder.Update update : updates.values()) {
            float[] vector = update.vector();
            if (vector == null) {
                index.delete(update.postId());
            } else {
                index.upsert(update.postId(), vector);
            }
        }
    }
}

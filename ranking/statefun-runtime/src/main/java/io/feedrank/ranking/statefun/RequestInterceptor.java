package io.feedrank.ranking.statefun;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests that nobody could be sent out of the stream: without a key there is no user,
 * without a value no request, and StateFun would fail on either and read it again for ever. They go
 * to the dead-letter topic.
 *
 * <p>Kafka makes one for each consumer, and calls it on the consumer's thread.
 */
public final class RequestInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestInterceptor.class);
    private static final int SEND_TIMEOUT_MS = 5_000;

    private String bootstrap = "";
    private @Nullable KafkaProducer<byte[], byte[]> deadLetters;

    /** Made by Kafka, from its class name. */
    public RequestInterceptor() {}

    @Override
    public void configure(Map<String, ?> configuration) {
        bootstrap = DeadLetters.bootstrap(configuration);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        boolean allRoutable = true;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            allRoutable &= isRoutable(record);
        }
        if (allRoutable) {
            return records;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> routable = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (isRoutable(record)) {
                routable.computeIfAbsent(
                                new TopicPartition(record.topic(), record.partition()),
                                partition -> new ArrayList<>())
                        .add(record);
            } else {
                bury(record);
            }
        }
        return new ConsumerRecords<>(routable);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {
        if (deadLetters != null) {
            deadLetters.close();
        }
    }

    private static boolean isRoutable(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] key = record.key();
        return key != null && key.length > 0 && record.value() != null;
    }

    /** A failure leaves the batch as it was, so that StateFun fails on it and reads it again. */
    private void bury(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        byte[] key = record.key();
        String reason =
                key == null || key.length == 0
                        ? "no key: a request is keyed by its user"
                        : "no value";
        String position = record.partition() + "/" + record.offset();
        try {
            producer()
                    .send(
                            DeadLetters.letter(
                                    DeadLetters.of(record.topic()),
                                    record.topic() + "/" + position,
                                    reason,
                                    record.key(),
                                    record.value()))
                    .get(SEND_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            LOG.warn("dead letter: {} {}: {}", record.topic(), position, reason);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted with a dead letter of " + record.topic() + " " + position, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "no dead letter of " + record.topic() + " " + position, e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        KafkaProducer<byte[], byte[]> producer = deadLetters;
        if (producer == null) {
            producer =
                    new KafkaProducer<>(
                            Map.of(
                                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                                    ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_TIMEOUT_MS),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
            deadLetters = producer;
        }
        return producer;
    }
}

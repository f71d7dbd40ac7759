package io.feedrank.ranking.shard;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends vectors that cannot be used to the dead-letter topic, with the reason in headers. */
final class DeadLetters implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String CONSUMER = "index-shard";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Producer<byte[], byte[]> producer;

    DeadLetters(String bootstrap) {
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                2_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
        LOG.warn("dead letter of {}: {}", origin, reason);
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        Topics.deadLettersOf(record.topic()), null, record.key(), record.value());
        letter.headers()
                .add(DeadLetterHeaders.REASON, reason.getBytes(StandardCharsets.UTF_8))
                .add(DeadLetterHeaders.CONSUMER, CONSUMER.getBytes(StandardCharsets.UTF_8))
                .add(DeadLetterHeaders.ORIGIN, origin.getBytes(StandardCharsets.UTF_8));
        producer.send(
                letter,
                (metadata, failure) -> {
                    if (failure != null) {
                        LOG.warn("a dead letter was not sent: {}", failure.toString());
                    }
                });
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}

package io.feedrank.ranking.function;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what cannot be read to the dead-letter topic of where it came from, with the reason in
 * headers; never waits.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String CONSUMER = "ranking-service";

    private final AsyncSender sender;
    private final ServiceMetrics metrics;

    DeadLetters(AsyncSender sender, ServiceMetrics metrics) {
        this.sender = sender;
        this.metrics = metrics;
    }

    /** A request that cannot be answered; StateFun does not say where in its topic it was. */
    void bury(String userId, byte[] value, String reason) {
        bury(Topics.FEED_REQUESTS, "", userId.getBytes(StandardCharsets.UTF_8), value, reason);
    }

    /** A record that cannot be read. */
    void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        String origin = record.topic() + "/" + record.partition() + "/" + record.offset();
        bury(record.topic(), origin, record.key(), record.value(), reason);
    }

    private void bury(
            String topic,
            String origin,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String reason) {
        LOG.warn("dead letter of {} {}: {}", topic, origin, reason);
        metrics.deadLetter();
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(Topics.deadLettersOf(topic), null, key, value);
        letter.headers()
                .add(DeadLetterHeaders.REASON, reason.getBytes(StandardCharsets.UTF_8))
                .add(DeadLetterHeaders.CONSUMER, CONSUMER.getBytes(StandardCharsets.UTF_8))
                .add(DeadLetterHeaders.ORIGIN, origin.getBytes(StandardCharsets.UTF_8));
        sender.offer(letter);
    }
}

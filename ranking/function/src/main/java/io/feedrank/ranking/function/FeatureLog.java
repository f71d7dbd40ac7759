package io.feedrank.ranking.function;

import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.FeatureLogEntry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes topic {@code feature-log}, keyed by user; never waits. */
final class FeatureLog {
    private final AsyncSender sender;

    FeatureLog(AsyncSender sender) {
        this.sender = sender;
    }

    void write(FeatureLogEntry entry) {
        sender.offer(
                new ProducerRecord<>(
                        Topics.FEATURE_LOG,
                        entry.getUserId().getBytes(StandardCharsets.UTF_8),
                        entry.toByteArray()));
    }
}

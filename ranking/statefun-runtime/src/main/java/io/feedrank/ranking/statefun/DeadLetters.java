package io.feedrank.ranking.statefun;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Where records go that would stop the job for ever: the same key and value, with the reason in
 * headers.
 */
final class DeadLetters {

    /** For replies that cannot be delivered; reply topics come and go with the API's replicas. */
    static final String OF_RESPONSES = "feed-responses.dlq";

    static final String REASON = "feedrank-reason";
    static final String TOPIC = "feedrank-topic";
    static final String POSITION = "feedrank-position";

    private DeadLetters() {}

    static String of(String topic) {
        return topic + ".dlq";
    }

    /** Kafka's addresses in the configuration that a client hands to its interceptor. */
    static String bootstrap(Map<String, ?> configuration) {
        Object addresses = configuration.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (addresses instanceof Collection<?> list) {
            return list.stream().map(Object::toString).collect(Collectors.joining(","));
        }
        return String.valueOf(addresses);
    }

    /**
     * A dead letter.
     *
     * @param origin the topic that the record came from or was meant for
     * @param position {@code partition/offset} where it was read, empty for a reply
     */
    static ProducerRecord<byte[], byte[]> letter(
            String deadLetterTopic,
            String origin,
            String position,
            String reason,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        Headers headers = new RecordHeaders();
        headers.add(REASON, reason.getBytes(StandardCharsets.UTF_8));
        headers.add(TOPIC, origin.getBytes(StandardCharsets.UTF_8));
        headers.add(POSITION, position.getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(deadLetterTopic, null, key, value, headers);
    }
}

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

    // The names that all of the platform writes; this jar, inside StateFun, is without its classes.
    static final String REASON = "feedrank-reason";
    static final String CONSUMER = "feedrank-consumer";
    static final String ORIGIN = "feedrank-origin";

    private static final String STATEFUN = "statefun";

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
     * @param origin {@code topic/partition/offset} where it was read; of a reply the topic that it
     *     was meant for
     */
    static ProducerRecord<byte[], byte[]> letter(
            String deadLetterTopic,
            String origin,
            String reason,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        Headers headers = new RecordHeaders();
        headers.add(REASON, reason.getBytes(StandardCharsets.UTF_8));
        headers.add(CONSUMER, STATEFUN.getBytes(StandardCharsets.UTF_8));
        headers.add(ORIGIN, origin.getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(deadLetterTopic, null, key, value, headers);
    }
}

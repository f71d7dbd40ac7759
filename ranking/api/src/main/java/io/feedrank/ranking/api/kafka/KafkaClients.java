package io.feedrank.ranking.api.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens the clients that the API needs, each with the settings its use asks for. */
public final class KafkaClients {
    /** A broker that comes back is found again within this time. */
    private static final int RECONNECT_MS = 250;

    private final String bootstrap;

    public KafkaClients(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    /**
     * For requests with a deadline: sent at once, without waiting for replicas, and given up at the
     * deadline. A lost one is answered by a lower level.
     */
    public KafkaProducer<String, byte[]> requestProducer(Duration deadline) {
        Map<String, Object> settings = base("api-requests");
        int deadlineMs = Math.toIntExact(deadline.toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "1");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deadlineMs);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deadlineMs);
        // A send stops its thread for so long when the topic's partitions are not known; they are
        // asked for at the start
        // and not forgotten.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.max(1, deadlineMs / 4));
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** For what must not get lost: acknowledged by all replicas, without duplicates of a retry. */
    public KafkaProducer<String, byte[]> eventProducer(Duration timeout) {
        Map<String, Object> settings = base("api-events");
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeoutMs / 2));
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeoutMs);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.min(1_000, timeoutMs));
        return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /**
     * For answers: without a group, since its partitions are all of one topic, and from their end
     * on.
     */
    public KafkaConsumer<String, byte[]> replyConsumer() {
        Map<String, Object> settings = base("api-replies");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    public Admin admin(Duration timeout) {
        Map<String, Object> settings = base("api-admin");
        int timeoutMs = Math.toIntExact(timeout.toMillis());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeoutMs);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMs);
        return Admin.create(settings);
    }

    private Map<String, Object> base(String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
        return settings;
    }
}

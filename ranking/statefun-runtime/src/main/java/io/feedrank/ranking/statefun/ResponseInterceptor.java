package io.feedrank.ranking.statefun;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns replies that cannot be delivered to the dead-letter topic: to a reply topic that is gone,
 * or too large for Kafka. A send that fails would make the job start again, come to the same reply,
 * and fail for ever.
 *
 * <p>Kafka makes one for each producer, and calls it on the task's thread: a topic is asked for
 * once, and one that is missing once in {@value #ASK_AGAIN_SECONDS} s.
 */
public final class ResponseInterceptor implements ProducerInterceptor<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseInterceptor.class);
    private static final int ASK_AGAIN_SECONDS = 5;
    private static final int ASK_TIMEOUT_MS = 2_000;
    private static final int OVERHEAD_BYTES = 4_096;
    private static final int MISSING_KEPT = 1_000;

    private final Set<String> known = new HashSet<>(Set.of(DeadLetters.OF_RESPONSES));
    private final Map<String, Instant> missingSince = new HashMap<>();
    private String bootstrap = "";
    private int largest = Integer.MAX_VALUE;
    private @Nullable Admin admin;

    /** Made by Kafka, from its class name. */
    public ResponseInterceptor() {}

    @Override
    public void configure(Map<String, ?> configuration) {
        bootstrap = DeadLetters.bootstrap(configuration);
        Object size = configuration.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        largest = (size == null ? 1_048_576 : Integer.parseInt(size.toString())) - OVERHEAD_BYTES;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value != null && value.length > largest) {
            return letter(
                    record,
                    "a reply of " + value.length + " bytes, at most " + largest + " fit",
                    null);
        }
        if (!exists(record.topic())) {
            return letter(record, "no topic " + record.topic(), value);
        }
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {}

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private static ProducerRecord<byte[], byte[]> letter(
            ProducerRecord<byte[], byte[]> record, String reason, byte @Nullable [] value) {
        LOG.warn("dead letter: {}", reason);
        return DeadLetters.letter(
                DeadLetters.OF_RESPONSES, record.topic(), reason, record.key(), value);
    }

    private boolean exists(String topic) {
        if (known.contains(topic)) {
            return true;
        }
        Instant missing = missingSince.get(topic);
        if (missing != null && missing.plusSeconds(ASK_AGAIN_SECONDS).isAfter(Instant.now())) {
            return false;
        }
        if (ask(topic)) {
            missingSince.remove(topic);
            known.add(topic);
            return true;
        }
        if (missingSince.size() == MISSING_KEPT) {
            missingSince.clear();
        }
        missingSince.put(topic, Instant.now());
        return false;
    }

    /**
     * Says no only when Kafka does: one that cannot answer is left to the producer and its retries.
     */
    private boolean ask(String topic) {
        try {
            admin().describeTopics(List.of(topic))
                    .allTopicNames()
                    .get(ASK_TIMEOUT_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof InvalidTopicException);
        } catch (TimeoutException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Admin admin() {
        Admin asked = admin;
        if (asked == null) {
            asked = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
            admin = asked;
        }
        return asked;
    }
}

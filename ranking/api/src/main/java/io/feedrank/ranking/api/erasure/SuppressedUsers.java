package io.feedrank.ranking.api.erasure;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.erasure.UserHasher;
import io.feedrank.ranking.api.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code suppressed-users} from its beginning on. Thread-safe. */
public final class SuppressedUsers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SuppressedUsers.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final String key;
    private final Set<String> hashes = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::run, "suppressed-users");
    private volatile boolean caughtUp;
    private volatile boolean closed;
    private volatile Runnable wakeup = () -> {};

    /**
     * Reads nothing yet.
     *
     * @param key the setting {@code erasure.key}
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT when the key is too short
     */
    public SuppressedUsers(KafkaClients kafka, String key) {
        this.kafka = kafka;
        this.key = key;
        new UserHasher(key);
    }

    /** Begins to read; tries again for as long as the topic or Kafka is not there. */
    public void start() {
        thread.start();
    }

    /** Whether the user was erased; costs a hash when anybody was. */
    public boolean holds(String userId) {
        return !hashes.isEmpty() && hashes.contains(new UserHasher(key).hash(userId));
    }

    /** Whether all that was in the topic at the start is known. */
    public boolean caughtUp() {
        return caughtUp;
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = kafka.replyConsumer()) {
                wakeup = consumer::wakeup;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("Woken up to close");
            } catch (KafkaException e) {
                LOG.warn("Cannot read {}: {}", Topics.SUPPRESSED_USERS, e.getMessage());
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.SUPPRESSED_USERS).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no such topic yet");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (!closed) {
            consumer.poll(POLL).forEach(this::take);
            if (!caughtUp) {
                caughtUp =
                        ends.entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            hashes.remove(record.key());
        } else {
            hashes.add(record.key());
        }
    }

    @Override
    public void close() {
        closed = true;
        wakeup.run();
        LockSupport.unpark(thread);
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

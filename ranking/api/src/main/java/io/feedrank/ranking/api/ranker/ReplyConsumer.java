package io.feedrank.ranking.api.ranker;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.ranking.api.config.RankerConfig;
import io.feedrank.ranking.api.kafka.KafkaClients;
import io.feedrank.ranking.api.kafka.TopicSetup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads this replica's reply topic from its end on and hands each answer to the request that waits
 * for it. Its thread does nothing else, so that no answer waits behind another one's work.
 */
final class ReplyConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final RankerConfig config;
    private final PendingReplies pending;
    private final Runnable beforeReady;
    private final Counter unmatched;
    private final Counter unreadable;
    private final Thread thread = new Thread(this::run, "replies");

    private volatile boolean positioned;
    private volatile boolean closed;
    private volatile Runnable wakeup = () -> {};

    /**
     * Reads nothing yet.
     *
     * @param beforeReady runs once the reply topic is there and before answers are awaited; tried
     *     again when it fails
     */
    ReplyConsumer(
            KafkaClients kafka,
            RankerConfig config,
            PendingReplies pending,
            Runnable beforeReady,
            MeterRegistry metrics) {
        this.kafka = kafka;
        this.config = config;
        this.pending = pending;
        this.beforeReady = beforeReady;
        this.unmatched = metrics.counter("feedrank.replies.unmatched");
        this.unreadable = metrics.counter("feedrank.replies.unreadable");
    }

    void start() {
        thread.start();
    }

    /** True when an answer to a request sent from now on will be seen. */
    boolean positioned() {
        return positioned;
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<String, byte[]> consumer = kafka.replyConsumer()) {
                wakeup = consumer::wakeup;
                seekToEnd(consumer);
                beforeReady.run();
                positioned = true;
                LOG.info("Reading answers from {}", config.replyTopic());
                while (!closed) {
                    consumer.poll(POLL).forEach(this::dispatch);
                }
            } catch (WakeupException e) {
                LOG.debug("Woken up to close");
            } catch (KafkaException | FeedrankException e) {
                LOG.warn("Cannot read {}, trying again: {}", config.replyTopic(), e.getMessage());
                LockSupport.parkNanos(RETRY.toNanos());
            } finally {
                positioned = false;
            }
        }
    }

    private void seekToEnd(KafkaConsumer<String, byte[]> consumer) {
        try (Admin admin = kafka.admin(ADMIN_TIMEOUT)) {
            TopicSetup.ensure(admin, config.replyTopic(), config.replyRetention());
        }
        List<TopicPartition> partitions =
                consumer.partitionsFor(config.replyTopic()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("topic " + config.replyTopic() + " has no partition yet");
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // A seek is lazy: without these an answer sent meanwhile would lie before the end.
        partitions.forEach(consumer::position);
    }

    private void dispatch(ConsumerRecord<String, byte[]> record) {
        try {
            if (!pending.complete(FeedResponse.parseFrom(record.value()))) {
                unmatched.increment();
            }
        } catch (InvalidProtocolBufferException e) {
            unreadable.increment();
            LOG.warn(
                    "{}-{} offset {} is no FeedResponse: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
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

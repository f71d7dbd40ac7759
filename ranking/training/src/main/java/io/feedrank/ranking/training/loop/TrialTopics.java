package io.feedrank.ranking.training.loop;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.ranking.training.canary.Judge;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the judge what was served and what people did. The feature log is always read to its end
 * before events are, so that a click finds its feed also when both are read again from the past.
 * Keeps no offsets: a judge that starts reads from the beginning of the trial that is under way.
 * One thread uses it.
 */
final class TrialTopics implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TrialTopics.class);
    private static final Duration POLL = Duration.ofMillis(300);

    private final Consumer<byte[], byte[]> served;
    private final Consumer<byte[], byte[]> events;
    private long unreadable;

    /**
     * Reads from {@code since} on, by the system's clock.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    TrialTopics(String bootstrap, Instant since) {
        served = consumer(bootstrap);
        events = consumer(bootstrap);
        seek(served, Topics.FEATURE_LOG, since);
        seek(events, Topics.FEED_EVENTS, since);
    }

    /** Hands over all that was there when it was called. */
    void read(Judge judge) {
        Map<TopicPartition, Long> happened = events.endOffsets(events.assignment());
        Map<TopicPartition, Long> ends = served.endOffsets(served.assignment());
        // That a poll gives nothing may also mean that Kafka is slow.
        do {
            served.poll(POLL).forEach(record -> entry(record, judge));
        } while (!hasReached(served, ends));
        do {
            events.poll(POLL).forEach(record -> event(record, judge));
        } while (!hasReached(events, happened));
    }

    private static boolean hasReached(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void entry(ConsumerRecord<byte[], byte[]> record, Judge judge) {
        try {
            judge.add(FeatureLogEntry.parseFrom(record.value()));
        } catch (InvalidProtocolBufferException e) {
            note(record, e);
        }
    }

    private void event(ConsumerRecord<byte[], byte[]> record, Judge judge) {
        try {
            judge.add(EventCodec.decode(record.value(), contentType(record)));
        } catch (FeedrankException e) {
            // Whoever computes features sets it aside; here it is only no click.
            note(record, e);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record, Exception cause) {
        unreadable++;
        if (Long.bitCount(unreadable) == 1) {
            log.warn(
                    "{} records could not be read, now of {}: {}",
                    unreadable,
                    record.topic(),
                    cause.toString());
        }
    }

    private static @Nullable String contentType(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EventCodec.CONTENT_TYPE);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static void seek(Consumer<byte[], byte[]> consumer, String topic, Instant since) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(each -> new TopicPartition(topic, each.partition()))
                        .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        consumer.seekToEnd(partitions);
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(times).entrySet()) {
            if (found.getValue() != null) {
                consumer.seek(found.getKey(), found.getValue().offset());
            }
        }
        partitions.forEach(consumer::position);
    }

    private static Consumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        served.close(Duration.ofSeconds(2));
        events.close(Duration.ofSeconds(2));
    }
}

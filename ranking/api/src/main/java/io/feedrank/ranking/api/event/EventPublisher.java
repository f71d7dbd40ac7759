package io.feedrank.ranking.api.event;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.ranking.api.config.EventsConfig;
import io.feedrank.ranking.api.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;

/** Writes events to {@code feed-events}, keyed by user, protobuf. Thread-safe. */
public final class EventPublisher implements AutoCloseable {
    private static final String RETRY_IS_SAFE =
            "; send the batch again: an event that is there already is dropped by its event_id";

    private final Producer<String, byte[]> producer;
    private final Duration timeout;

    public EventPublisher(KafkaClients kafka, EventsConfig config) {
        this.timeout = config.timeout();
        this.producer = kafka.eventProducer(timeout);
    }

    /**
     * Sends; blocks a moment at most, when Kafka's metadata is not known or the buffer is full.
     *
     * @return done once all replicas have all of them; fails with UNAVAILABLE or TIMEOUT
     */
    CompletableFuture<Void> publish(List<Event> events) {
        List<CompletableFuture<Void>> sends = new ArrayList<>(events.size());
        for (Event event : events) {
            sends.add(
                    send(
                            new ProducerRecord<>(
                                    Topics.FEED_EVENTS, event.userId(), EventCodec.encode(event))));
            if (sends.get(sends.size() - 1).isCompletedExceptionally()) {
                break;
            }
        }
        return CompletableFuture.allOf(sends.toArray(new CompletableFuture<?>[0]))
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(
                        failure -> {
                            throw unacknowledged(failure);
                        });
    }

    /**
     * Sends one tick to every partition, without waiting; false when Kafka does not say what
     * partitions there are.
     */
    boolean publishTick(Event tick) {
        byte[] value = EventCodec.encode(tick);
        try {
            for (PartitionInfo partition : producer.partitionsFor(Topics.FEED_EVENTS)) {
                // A lost tick is followed by the next one.
                Future<?> unused =
                        producer.send(
                                new ProducerRecord<>(
                                        partition.topic(), partition.partition(), null, value));
            }
            return true;
        } catch (KafkaException e) {
            return false;
        }
    }

    private CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            Future<?> unused =
                    producer.send(
                            record,
                            (metadata, failure) -> {
                                if (failure == null) {
                                    sent.complete(null);
                                } else {
                                    sent.completeExceptionally(failure);
                                }
                            });
        } catch (KafkaException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    private FeedrankException unacknowledged(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String why =
                cause instanceof TimeoutException
                        ? "did not acknowledge the events within " + timeout.toMillis() + " ms"
                        : "did not take the events (" + cause.getMessage() + ")";
        return new FeedrankException(Category.UNAVAILABLE, "Kafka " + why + RETRY_IS_SAFE, failure);
    }

    @Override
    public void close() {
        producer.close(timeout);
    }
}

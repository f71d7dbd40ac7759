package io.feedrank.cli.dataset;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a dataset's records to {@code feed-events}, keyed by user, in event-time order. Every so
 * many records, and when event time moves on slowly, each partition gets a tick and all that was
 * sent is awaited: so partitions stay within a tick's distance of each other, and one without
 * events never holds the watermark back.
 */
public final class EventReplayer {
    private static final int RECORDS_A_TICK = 1_000;
    private static final Duration TIME_A_TICK = Duration.ofSeconds(30);
    private static final Duration SHORTEST_TICK = Duration.ofMillis(250);
    private static final int TICKS_AT_END = 3;

    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final int partitions;
    private long ticks;

    /**
     * @param producer stays the caller's to close
     */
    public EventReplayer(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        this.partitions = producer.partitionsFor(Topics.FEED_EVENTS).size();
    }

    /** A producer that loses nothing and keeps the order of each partition. */
    public static Producer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        1 << 17,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Sends everything, then ticks that reach {@code settle} beyond the dataset's end.
     *
     * @param progress is told how many records were sent, now and then
     * @throws FeedrankException UNAVAILABLE when Kafka did not take a record
     */
    public ReplayResult replay(Dataset dataset, Duration settle, LongConsumer progress) {
        long begun = System.nanoTime();
        Sent sent = new Sent();
        try (Stream<FeedRecord> records = dataset.records()) {
            Instant ticked = dataset.start();
            long untick = 0;
            long lastTick = begun;
            for (Iterator<FeedRecord> next = records.iterator(); next.hasNext(); ) {
                FeedRecord record = next.next();
                send(sent, record);
                untick++;
                boolean moved =
                        ticked.plus(TIME_A_TICK).isBefore(record.sentAt())
                                && System.nanoTime() - lastTick > SHORTEST_TICK.toNanos();
                if (untick >= RECORDS_A_TICK || moved) {
                    tick(record.sentAt());
                    ticked = record.sentAt();
                    untick = 0;
                    lastTick = System.nanoTime();
                    progress.accept(sent.all());
                }
            }
        }
        for (int i = 1; i <= TICKS_AT_END; i++) {
            tick(dataset.end().plus(settle.multipliedBy(i).dividedBy(TICKS_AT_END)));
        }
        progress.accept(sent.all());
        return new ReplayResult(
                sent.events,
                sent.rows,
                sent.malformed,
                sent.repeats,
                ticks,
                Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Sends a tick to every partition and waits until all that was sent is there. */
    public void tick(Instant time) {
        byte[] value = EventCodec.encode(Event.tick(time));
        for (int partition = 0; partition < partitions; partition++) {
            send(new ProducerRecord<>(Topics.FEED_EVENTS, partition, null, value));
            ticks++;
        }
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "Kafka did not take an event: " + failed.getMessage(),
                    failed);
        }
    }

    private void send(Sent sent, FeedRecord record) {
        byte[] value = record.value();
        sent.count(record);
        byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
        send(new ProducerRecord<>(Topics.FEED_EVENTS, key, value));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused =
                producer.send(
                        record,
                        (metadata, exception) -> {
                            if (exception != null) {
                                failure.compareAndSet(null, exception);
                            }
                        });
    }

    private static final class Sent {
        private long events;
        private long rows;
        private long malformed;
        private long repeats;

        void count(FeedRecord record) {
            if (record instanceof FeedRecord.Repeat) {
                repeats++;
                return;
            }
            events++;
            if (record instanceof FeedRecord.Fresh fresh) {
                rows += fresh.event().postIds().size();
            } else {
                malformed++;
            }
        }

        long all() {
            return events + repeats;
        }
    }
}

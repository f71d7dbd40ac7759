package io.feedrank.cdc.engine;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.feedrank.cdc.config.CdcConfig;
import io.feedrank.cdc.convert.CapturedTable;
import io.feedrank.cdc.convert.ChangeConverter;
import io.feedrank.cdc.convert.Conversion;
import io.feedrank.cdc.convert.Conversion.Captured;
import io.feedrank.cdc.convert.Conversion.Rejected;
import io.feedrank.cdc.health.CaptureMetrics;
import io.feedrank.cdc.health.CaptureStatus;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A batch of captured records to Kafka: sends all, flushes, looks at each answer, and only then
 * lets the engine move its offset. When Kafka does not answer it blocks, which stops the reading;
 * when Kafka refuses, it throws, which ends the engine's run.
 */
final class ChangeWriter
        implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>>, AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final ChangeConverter converter = new ChangeConverter();
    private final DeadLetters deadLetters = new DeadLetters();
    private final CaptureStatus status;
    private final CaptureMetrics metrics;

    /**
     * The database's own clock is compared with it, so it is never moved by the deployment's
     * offset.
     */
    private final InstantSource wallClock;

    private final AtomicLong written = new AtomicLong();

    /** One record of a batch on its way. */
    private record Sent(
            Conversion conversion, SourceRecord original, Future<RecordMetadata> answer) {}

    ChangeWriter(
            CdcConfig config,
            CaptureStatus status,
            CaptureMetrics metrics,
            InstantSource wallClock) {
        this.status = status;
        this.metrics = metrics;
        this.wallClock = wallClock;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                config.bootstrap(),
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "feedrank-cdc",
                                // All replicas, and no reordering by a retry.
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                128 * 1024,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                30_000,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                120_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** Rows that Kafka has, dead letters among them, since this writer was made. */
    long written() {
        return written.get();
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        status.batchStarted();
        try {
            List<Sent> batch = sendAll(events);
            producer.flush();
            for (Sent sent : batch) {
                await(sent);
            }
            count(batch);
            for (RecordChangeEvent<SourceRecord> event : events) {
                committer.markProcessed(event);
            }
            committer.markBatchFinished();
        } finally {
            status.batchEnded();
        }
    }

    /** Gives up what Kafka does not have yet; the engine's offset is before it. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private List<Sent> sendAll(List<RecordChangeEvent<SourceRecord>> events) {
        List<Sent> batch = new ArrayList<>(events.size());
        for (RecordChangeEvent<SourceRecord> event : events) {
            SourceRecord original = event.record();
            Conversion conversion = converter.convert(original);
            if (conversion instanceof Captured captured) {
                batch.add(new Sent(captured, original, producer.send(encode(captured))));
            } else if (conversion instanceof Rejected rejected) {
                batch.add(
                        new Sent(
                                rejected,
                                original,
                                producer.send(deadLetters.of(rejected, original))));
            }
        }
        return batch;
    }

    private static ProducerRecord<byte[], byte[]> encode(Captured captured) {
        return new ProducerRecord<>(
                captured.table().topic(),
                captured.key().getBytes(StandardCharsets.UTF_8),
                captured.change().toByteArray());
    }

    private void await(Sent sent) throws InterruptedException {
        try {
            sent.answer().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RecordTooLargeException tooLarge
                    && sent.conversion() instanceof Captured captured) {
                sendTooLarge(captured, sent.original(), tooLarge);
                return;
            }
            throw new FeedrankException(
                    FeedrankException.Category.UNAVAILABLE,
                    "Kafka did not take a batch: " + e.getCause(),
                    e);
        }
    }

    private void sendTooLarge(
            Captured captured, SourceRecord original, RecordTooLargeException cause)
            throws InterruptedException {
        Rejected rejected =
                new Rejected(
                        Topics.deadLettersOf(captured.table().topic()),
                        captured.table().qualified() + "@" + captured.change().getLsn(),
                        "larger than Kafka takes: " + cause.getMessage());
        Future<RecordMetadata> answer = producer.send(deadLetters.of(rejected, original));
        producer.flush();
        await(new Sent(rejected, original, answer));
        metrics.deadLetter(rejected.deadLetterTopic());
    }

    private void count(List<Sent> batch) {
        long now = wallClock.millis();
        Map<CapturedTable, Integer> rows = new EnumMap<>(CapturedTable.class);
        for (Sent sent : batch) {
            if (sent.conversion() instanceof Captured captured) {
                rows.merge(captured.table(), 1, Integer::sum);
                if (captured.streamed()) {
                    metrics.lag(
                            Duration.ofMillis(
                                    Math.max(0, now - captured.change().getSourceTimeMs())));
                }
            } else if (sent.conversion() instanceof Rejected rejected) {
                metrics.deadLetter(rejected.deadLetterTopic());
            }
        }
        rows.forEach((table, count) -> metrics.captured(table.table(), count));
        written.addAndGet(batch.size());
    }
}

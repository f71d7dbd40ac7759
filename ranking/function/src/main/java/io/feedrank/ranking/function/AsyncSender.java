package io.feedrank.ranking.function;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records to Kafka from a thread of its own, behind a bounded queue: a caller never waits,
 * and when Kafka does not keep up records are dropped. Thread-safe.
 */
final class AsyncSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncSender.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final int WAITING = 2_048;

    private final BlockingQueue<ProducerRecord<byte[], byte[]>> waiting =
            new ArrayBlockingQueue<>(WAITING);
    private final Producer<byte[], byte[]> producer;
    private final Runnable dropped;
    private final Thread thread = new Thread(this::run, "kafka-sender");
    private volatile boolean closed;

    /**
     * A sender, started.
     *
     * @param dropped called for each record that is not sent
     */
    AsyncSender(String bootstrap, Runnable dropped) {
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.ACKS_CONFIG,
                                "1",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                false,
                                ProducerConfig.LINGER_MS_CONFIG,
                                20,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                5_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.dropped = dropped;
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues a record; false when the queue is full and it was dropped. */
    boolean offer(ProducerRecord<byte[], byte[]> record) {
        boolean queued = waiting.offer(record);
        if (!queued) {
            dropped.run();
        }
        return queued;
    }

    private void run() {
        try {
            while (!closed || !waiting.isEmpty()) {
                ProducerRecord<byte[], byte[]> record = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (record != null) {
                    send(record);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record, (metadata, failure) -> note(record, failure));
        } catch (RuntimeException e) {
            note(record, e);
        }
    }

    private void note(ProducerRecord<byte[], byte[]> record, @Nullable Exception failure) {
        if (failure != null) {
            LOG.warn("a record for {} was not sent: {}", record.topic(), failure.toString());
            dropped.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_TIMEOUT);
    }
}

package io.feedrank.ranking.shard;

import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.ShardAnnouncement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in topic {@code index-shards} what this shard holds, and again before it counts as gone. */
final class ShardAnnouncer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShardAnnouncer.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final byte[] key;
    private final Supplier<ShardAnnouncement> state;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "shard-announcer");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * An announcer that begins at once.
     *
     * @param state what is to be said now
     */
    ShardAnnouncer(String bootstrap, ShardConfig config, Supplier<ShardAnnouncement> state) {
        this.key = config.key().getBytes(StandardCharsets.UTF_8);
        this.state = state;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrap,
                                ProducerConfig.ACKS_CONFIG,
                                "1",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                false,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                1_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        long beat = config.heartbeat().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::announce, 0, beat, TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // one that is lost is followed by the next
    private void announce() {
        try {
            producer.send(
                    new ProducerRecord<>(Topics.INDEX_SHARDS, key, state.get().toByteArray()));
        } catch (RuntimeException e) {
            LOG.warn("not announced: {}", e.toString());
        }
    }

    /** Says that this shard is gone. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // its silence says the same a little later
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("an announcement was still being sent");
            }
            producer.send(new ProducerRecord<>(Topics.INDEX_SHARDS, key, null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("not announced as gone: {}", e.toString());
        }
        producer.close(CLOSE_TIMEOUT);
    }
}

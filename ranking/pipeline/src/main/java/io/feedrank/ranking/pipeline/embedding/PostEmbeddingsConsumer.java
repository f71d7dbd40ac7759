package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all of {@code post-embeddings} into an index, without a group: every replica holds all
 * vectors. It begins with the last snapshot, else at the beginning of the topic, and takes a
 * snapshot now and then and when it is closed. On a thread of its own; a failure is logged, and it
 * goes on where it was.
 */
public final class PostEmbeddingsConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostEmbeddingsConsumer.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final EmbeddingsConfig config;
    private final LiveIndex index;
    private final BatchApplier applier;
    private final SnapshotSchedule snapshots;
    private final Thread thread = new Thread(this::run, "post-embeddings");
    private final Map<Integer, Long> next = new HashMap<>();
    private @Nullable TopicOrigin origin;
    private Instant ticked = Instant.MIN;
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean caughtUp;
    private volatile boolean closed;
    private volatile String beganWith = "nothing yet";

    /**
     * A consumer that has yet to be started.
     *
     * @param index empty; changed by this consumer alone
     * @param rejected takes records that cannot be used, with the reason
     */
    public PostEmbeddingsConsumer(
            EmbeddingsConfig config,
            LiveIndex index,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected) {
        this.config = config;
        this.index = index;
        this.applier = new BatchApplier(rejected);
        this.snapshots =
                new SnapshotSchedule(
                        new IndexSnapshots(config.snapshots(), config.snapshotMaxAge()),
                        config.snapshotEvery());
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Whether all that was in the topic at the start is in the index. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** For people: {@code snapshot}, {@code topic}, or why a snapshot was refused. */
    public String beganWith() {
        return beganWith;
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> consumer = open;
        if (consumer != null) {
            consumer.wakeup();
        }
        LockSupport.unpark(thread);
        try {
            thread.join(TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TopicOrigin known = origin;
        if (known != null && caughtUp && !thread.isAlive()) {
            snapshots.last(index, known, Map.copyOf(next));
        }
        snapshots.close();
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer =
                    EmbeddingRecords.consumer(config.bootstrap(), "")) {
                open = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                LOG.warn("{}: {}; trying again", Topics.POST_EMBEDDINGS, e.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        TopicOrigin known = origin();
        List<TopicPartition> partitions =
                IntStream.range(0, known.partitions())
                        .mapToObj(
                                partition -> new TopicPartition(Topics.POST_EMBEDDINGS, partition))
                        .toList();
        consumer.assign(partitions);
        for (TopicPartition partition : partitions) {
            EmbeddingRecords.seek(consumer, partition, next.get(partition.partition()));
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
        while (!closed) {
            applier.apply(consumer.poll(POLL), index);
            partitions.forEach(
                    partition ->
                            next.put(partition.partition(), consumer.position(partition, TIMEOUT)));
            if (!caughtUp && reached(ends)) {
                index.caughtUp();
                LOG.info("caught up: {} post vectors", index.size());
                caughtUp = true;
            }
            tick(known);
        }
    }

    /** The first time, with what is on disk. */
    private TopicOrigin origin() {
        TopicOrigin known = origin;
        if (known == null) {
            known = TopicOrigin.ask(config.bootstrap());
            IndexSnapshots.Restored restored = snapshots.restore(index, known);
            next.putAll(restored.next());
            beganWith =
                    !restored.refused().isEmpty()
                            ? "topic, refused snapshot " + restored.refused()
                            : restored.next().isEmpty() ? "topic" : "snapshot";
            origin = known;
        }
        return known;
    }

    private void tick(TopicOrigin known) {
        Instant now = Instant.now();
        if (now.isAfter(ticked.plus(TICK))) {
            ticked = now;
            index.tick();
            if (caughtUp) {
                snapshots.due(index, known, Map.copyOf(next));
            }
        }
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> next.getOrDefault(end.getKey().partition(), 0L) >= end.getValue());
    }
}

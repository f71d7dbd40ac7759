package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.ranking.pipeline.retrieval.KnownVectors;
import io.feedrank.ranking.pipeline.retrieval.PostVectors;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.Spaces;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index that also knows what readers alone say of a post: retrieval finds posts by their text as
 * well, while features see what training examples have. It follows {@code post-embeddings} by
 * itself, wherever the index is, and keeps only the posts in whose vector the text has a part.
 * Thread-safe.
 */
public final class ReaderVectors implements PostVectors, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderVectors.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final String bootstrap;
    private final PostVectors index;
    private final Clock clock;
    private final ReaderParts parts = new ReaderParts();
    private final Thread thread = new Thread(this::run, "reader-vectors");
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean caughtUp;
    private volatile boolean closed;
    private long swept = System.nanoTime();

    private ReaderVectors(String bootstrap, PostVectors index, Clock clock) {
        this.bootstrap = bootstrap;
        this.index = index;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /**
     * Begins to read on a thread of its own; the index stays its maker's.
     *
     * @param clock the deployment's, by which posts expire
     */
    public static ReaderVectors start(String bootstrap, PostVectors index, Clock clock) {
        ReaderVectors vectors = new ReaderVectors(bootstrap, index, clock);
        vectors.thread.start();
        return vectors;
    }

    @Override
    public Spaces spaces() {
        return index.spaces();
    }

    @Override
    public Retrieved search(VectorQuery query) {
        return index.search(query);
    }

    @Override
    public KnownVectors vectors(String space, Collection<String> postIds, Instant deadline) {
        return index.vectors(space, postIds, deadline);
    }

    @Override
    public KnownVectors ofReaders(String space, Collection<String> postIds, Instant deadline) {
        KnownVectors published = index.vectors(space, postIds, deadline);
        return new KnownVectors(parts.of(space, published.byPost()), published.missing());
    }

    /**
     * Whether all that was in the topic at the start is known: until then text counts as readers.
     */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Posts in whose vector the text has a part. */
    public int withText() {
        return parts.size();
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
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer = EmbeddingRecords.consumer(bootstrap, "")) {
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
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.POST_EMBEDDINGS, TIMEOUT).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new FeedrankException(Category.UNAVAILABLE, "there is no such topic");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                parts.take(record.key(), record.value());
            }
            caughtUp = caughtUp || reached(ends, consumer);
            if (System.nanoTime() - swept > SWEEP.toNanos()) {
                swept = System.nanoTime();
                parts.sweep(clock.instant());
            }
        }
    }

    private static boolean reached(
            Map<TopicPartition, Long> ends, Consumer<byte[], byte[]> consumer) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey(), TIMEOUT) >= end.getValue());
    }
}

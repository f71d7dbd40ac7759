package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.Topics;
import io.feedrank.ranking.index.VectorIndex;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those partitions of {@code post-embeddings} that a consumer group gave this process, each with an
 * index of its own, so that it can come and go alone. A partition that goes to another process is
 * still searched here until that one has it, or until the handover takes too long. On a thread of
 * its own.
 */
public final class PartitionedIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionedIndex.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final EmbeddingsConfig config;
    private final Division division;
    private final IntFunction<LiveIndex> indexes;
    private final BatchApplier applier;
    private final Map<Integer, PartitionReplica> replicas = new ConcurrentHashMap<>();

    /** Held while it is decided whether a partition comes back or is let go. */
    private final Object coming = new Object();

    private final Thread thread = new Thread(this::run, "index-partitions");
    private volatile @Nullable TopicOrigin origin;
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean assigned;
    private volatile boolean closed;

    /**
     * How partitions are divided.
     *
     * @param group of the consumers that divide them
     * @param handover how long a partition that leaves is searched here at most
     * @param farewell how long it is searched after another process has it, for those who ask to
     *     hear of that
     */
    public record Division(String group, Duration handover, Duration farewell) {}

    /**
     * An index that has yet to be started.
     *
     * @param engine makes an index of so many dimensions
     * @param clock the deployment's
     * @param rejected takes records that cannot be used, with the reason
     */
    public PartitionedIndex(
            EmbeddingsConfig config,
            Division division,
            IntFunction<VectorIndex> engine,
            Clock clock,
            BiConsumer<ConsumerRecord<byte[], byte[]>, String> rejected) {
        this.config = config;
        this.division = division;
        this.indexes = partition -> new LiveIndex(engine, clock);
        this.applier = new BatchApplier(rejected);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** The index of each partition that can be searched here, by partition. */
    public Map<Integer, LiveIndex> ready() {
        Map<Integer, LiveIndex> ready = new TreeMap<>();
        replicas.forEach(
                (partition, replica) -> {
                    if (replica.ready()) {
                        ready.put(partition, replica.index());
                    }
                });
        return ready;
    }

    /**
     * Those of them that others are better asked for: they are searched only until another process
     * has them, or have come back and lack what came meanwhile.
     */
    public Set<Integer> leaving() {
        Map<Integer, Boolean> leaving = new TreeMap<>();
        replicas.forEach(
                (partition, replica) -> {
                    if (replica.ready() && (replica.leaving() || replica.behind())) {
                        leaving.put(partition, true);
                    }
                });
        return leaving.keySet();
    }

    /** Whether all that the group gave to this process can be searched. */
    public boolean caughtUp() {
        return assigned
                && replicas.values().stream()
                        .allMatch(replica -> replica.leaving() || replica.ready());
    }

    /** Partitions of the topic; 0 as long as Kafka was not asked. */
    public int partitions() {
        TopicOrigin known = origin;
        return known == null ? 0 : known.partitions();
    }

    /** Lets those partitions go that are on their way out and can be searched elsewhere. */
    public void handedOver(Set<Integer> elsewhere) {
        List<PartitionReplica> gone = new ArrayList<>();
        synchronized (coming) {
            replicas.forEach(
                    (partition, replica) -> {
                        if (replica.leaving() && done(replica, elsewhere.contains(partition))) {
                            LOG.info("partition {} is let go", partition);
                            replicas.remove(partition);
                            gone.add(replica);
                        }
                    });
        }
        // It may have to wait for a snapshot, which nobody else is to wait for.
        gone.forEach(PartitionReplica::close);
    }

    private boolean done(PartitionReplica replica, boolean elsewhere) {
        return replica.elsewhereLongerThan(division.farewell(), elsewhere)
                || replica.leftLongerThan(division.handover());
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
        replicas.values().forEach(PartitionReplica::lastSnapshot);
        replicas.values().forEach(PartitionReplica::close);
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer =
                    EmbeddingRecords.consumer(config.bootstrap(), division.group())) {
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
        TopicOrigin known = TopicOrigin.ask(config.bootstrap());
        origin = known;
        assigned = false;
        consumer.subscribe(List.of(Topics.POST_EMBEDDINGS), new Listener(consumer, known));
        while (!closed) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            Set<TopicPartition> mine = consumer.assignment();
            leaveAllBut(mine);
            for (TopicPartition partition : mine) {
                PartitionReplica replica = replicas.get(partition.partition());
                if (replica != null) {
                    applier.apply(records.records(partition), replica.index());
                    replica.reached(consumer.position(partition, TIMEOUT));
                }
            }
        }
    }

    private void leaveAllBut(Set<TopicPartition> mine) {
        if (!assigned) {
            return;
        }
        replicas.forEach(
                (partition, replica) -> {
                    if (!replica.leaving()
                            && !mine.contains(
                                    new TopicPartition(Topics.POST_EMBEDDINGS, partition))) {
                        LOG.info("partition {} leaves", partition);
                        replica.leave();
                    }
                });
    }

    /** Called by {@code poll}, on the consumer's thread. */
    private final class Listener implements ConsumerRebalanceListener {
        private final Consumer<byte[], byte[]> consumer;
        private final TopicOrigin origin;

        Listener(Consumer<byte[], byte[]> consumer, TopicOrigin origin) {
            this.consumer = consumer;
            this.origin = origin;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("partitions {} come, of {}", numbers(partitions), origin.partitions());
            for (TopicPartition partition : partitions) {
                PartitionReplica replica;
                Long next;
                synchronized (coming) {
                    replica =
                            replicas.computeIfAbsent(
                                    partition.partition(),
                                    number ->
                                            new PartitionReplica(
                                                    number, indexes.apply(number), config, origin));
                    next = replica.stay();
                }
                EmbeddingRecords.seek(consumer, partition, next);
                replica.readyAt(
                        consumer.endOffsets(List.of(partition), TIMEOUT)
                                .getOrDefault(partition, 0L));
            }
            assigned = true;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // What is no longer assigned is seen after the poll, also when the group was lost.
            LOG.debug("partitions {} leave", numbers(partitions));
        }

        private static List<Integer> numbers(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::partition).sorted().toList();
        }
    }
}

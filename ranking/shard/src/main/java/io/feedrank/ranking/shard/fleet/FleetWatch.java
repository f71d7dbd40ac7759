package io.feedrank.ranking.shard.fleet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Topics;
import io.feedrank.proto.v1.ShardAnnouncement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the announcements of shards. A shard is there from its announcement until it says that it
 * goes, or has been silent for as long as it said it never would be. On a thread of its own.
 */
public final class FleetWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FleetWatch.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Announcements of before are of no interest: who is there has announced itself since. */
    private static final Duration BACK = Duration.ofMinutes(1);

    /** Called with the fleet after each look, also when nothing changed. */
    public interface Listener {
        void seen(Fleet fleet);
    }

    private record Heard(ShardAnnouncement member, long atMs) {}

    private final String bootstrap;
    private final Listener listener;
    private final Map<String, Heard> heard = new HashMap<>();
    private final Thread thread = new Thread(this::run, "index-fleet");
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile Fleet fleet = Fleet.EMPTY;
    private volatile @Nullable Consumer<byte[], byte[]> open;
    private volatile boolean closed;

    /** A watch that has yet to be started. */
    public FleetWatch(String bootstrap, Listener listener) {
        this.bootstrap = bootstrap;
        this.listener = listener;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Who is there now. */
    public Fleet fleet() {
        return fleet;
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
            try (Consumer<byte[], byte[]> consumer = connect()) {
                open = consumer;
                follow(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (RuntimeException e) {
                LOG.warn("{}: {}; trying again", Topics.INDEX_SHARDS, e.toString());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private Consumer<byte[], byte[]> connect() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.INDEX_SHARDS, TIMEOUT).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new FeedrankException(Category.UNAVAILABLE, "there is no such topic");
        }
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions, TIMEOUT);
        seekBack(consumer, partitions);
        while (!closed) {
            consumer.poll(POLL).forEach(this::hear);
            look();
        }
    }

    private void seekBack(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        long from = System.currentTimeMillis() - BACK.toMillis();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times, TIMEOUT);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = offsets.get(partition);
            consumer.seek(
                    partition, offset == null ? ends.getOrDefault(partition, 0L) : offset.offset());
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            heard.remove(key);
            return;
        }
        try {
            // Of those of before the start, only their own clocks say how old they are.
            long now = System.currentTimeMillis();
            boolean before =
                    record.offset()
                            < ends.getOrDefault(
                                    new TopicPartition(record.topic(), record.partition()), 0L);
            long at = before ? Math.min(record.timestamp(), now) : now;
            heard.put(key, new Heard(ShardAnnouncement.parseFrom(record.value()), at));
        } catch (InvalidProtocolBufferException e) {
            LOG.warn("{} announced what cannot be read: {}", key, e.getMessage());
        }
    }

    private void look() {
        long now = System.currentTimeMillis();
        heard.values().removeIf(last -> now - last.atMs() > last.member().getSilenceMs());
        Map<String, ShardAnnouncement> members = new HashMap<>();
        heard.forEach((key, last) -> members.put(key, last.member()));
        Fleet seen = new Fleet(members);
        if (!seen.members().keySet().equals(fleet.members().keySet())) {
            LOG.info("shards: {}", seen.members().keySet());
        }
        fleet = seen;
        listener.seen(seen);
    }
}

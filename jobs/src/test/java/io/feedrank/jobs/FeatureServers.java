package io.feedrank.jobs;

import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.testing.KafkaBroker;
import io.feedrank.testing.redis.RedisProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Kafka, Redis and an offline store for jobs as their mains build them. */
@SuppressWarnings("try") // close() declares Exception
public final class FeatureServers implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Path directory;
    private final KafkaBroker kafka;
    private final RedisProcess redis;

    private FeatureServers(Path directory, KafkaBroker kafka, RedisProcess redis) {
        this.directory = directory;
        this.kafka = kafka;
        this.redis = redis;
    }

    public static FeatureServers start(Path directory) throws Exception {
        KafkaBroker kafka = KafkaBroker.start(directory.resolve("kafka"));
        for (String topic : Topics.appended()) {
            kafka.create(topic, Topics.PARTITIONS, "delete");
        }
        for (String topic : Topics.compacted()) {
            kafka.create(topic, Topics.PARTITIONS, "compact");
        }
        RedisProcess redis = RedisProcess.start(directory.resolve("redis"));
        return new FeatureServers(directory, kafka, redis);
    }

    public KafkaBroker kafka() {
        return kafka;
    }

    public Path offline() {
        return directory.resolve("offline");
    }

    /** Settings of a job here, with {@code more}. */
    public Settings settings(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(more);
        all.put("kafka.bootstrap", kafka.bootstrap());
        all.put("redis.uri", redis.uri().toString());
        all.put("offline.dir", offline().toString());
        return Settings.of(all);
    }

    /** An environment whose job checkpoints twice a second. */
    public static StreamExecutionEnvironment environment(Map<String, String> flink) {
        Configuration configuration = new Configuration();
        flink.forEach(configuration::setString);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        env.setBufferTimeout(5);
        env.enableCheckpointing(500);
        return env;
    }

    public static JobClient online(Settings settings, Map<String, String> flink) throws Exception {
        StreamExecutionEnvironment env = environment(flink);
        return env.executeAsync(OnlineFeatureJob.build(env, settings));
    }

    public static JobClient offline(Settings settings) throws Exception {
        StreamExecutionEnvironment env = environment(Map.of());
        return env.executeAsync(OfflineFeatureJob.build(env, settings));
    }

    /** Runs the bounded job to its end. */
    public static void late(Settings settings) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        env.execute(LateEventsJob.build(env, settings));
    }

    public void send(List<Event> events) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Event event : events) {
            records.add(
                    new ProducerRecord<>(
                            Topics.FEED_EVENTS,
                            event.userId().getBytes(StandardCharsets.UTF_8),
                            EventCodec.encode(event)));
        }
        kafka.send(records);
    }

    /** Time is {@code now}, in every partition. */
    public void tick(Instant now) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
            records.add(
                    new ProducerRecord<>(
                            Topics.FEED_EVENTS,
                            partition,
                            null,
                            EventCodec.encode(Event.tick(now))));
        }
        kafka.send(records);
    }

    /** All values of a group, by entity. */
    public Map<String, VersionedValue> values(FeatureGroup group) {
        Map<String, VersionedValue> values = new TreeMap<>();
        try (RedisGroupScan scan = new RedisGroupScan(redis.uri(), TIMEOUT)) {
            scan.entries(group, values::put);
        }
        return values;
    }

    /** Whether a consumer group has committed all that there is of a topic. */
    public boolean caughtUp(String group, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            for (int partition = 0; partition < Topics.PARTITIONS; partition++) {
                latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .allMatch(
                            end ->
                                    committed.containsKey(end.getKey())
                                            && committed.get(end.getKey()).offset()
                                                    >= end.getValue().offset());
        }
    }

    @Override
    public void close() throws Exception {
        redis.close();
        kafka.close();
    }
}

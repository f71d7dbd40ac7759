package io.feedrank.jobs.source;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.config.Topics;
import io.feedrank.jobs.erasure.SuppressedUsers;
import io.feedrank.jobs.erasure.Suppressions;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.Suppression;
import io.feedrank.jobs.record.TowerRecord;
import io.feedrank.jobs.record.Unhurried;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Streams of the platform's topics, read from the offsets of the restored checkpoint, else from the
 * beginning: offsets that a group committed are worth nothing without the state that belongs to
 * them.
 */
public final class KafkaSources {
    private static final String LONGEST_FETCH = "fetch.max.wait.ms";

    /**
     * A fetch ends with the first record, but the next one asks only for the partitions that the
     * reader is done with: so long it may take to get to the others.
     */
    private static final String BUSY_MS = "50";

    private static final String SELDOM_MS = "500";

    private final StreamExecutionEnvironment env;
    private final JobConfig config;
    private final String consumer;

    /**
     * Sources of the job {@code consumer}, to which dead letters that are sent once more belong.
     */
    public KafkaSources(StreamExecutionEnvironment env, JobConfig config, String consumer) {
        this.env = env;
        this.config = config;
        this.consumer = consumer;
    }

    /**
     * Events with event time; watermarks by partition, held back by the out-of-orderness. No
     * partition is ever idle, since producers tick.
     */
    public DataStream<SourceEvent> events() {
        WatermarkStrategy<SourceEvent> watermarks =
                WatermarkStrategy.<SourceEvent>forBoundedOutOfOrderness(
                                config.eventTime().outOfOrderness())
                        .withTimestampAssigner((event, kafkaTime) -> eventTime(event));
        return env.fromSource(
                        source(
                                List.of(Topics.FEED_EVENTS),
                                new EventDeserializer(config.eventTime(), consumer)),
                        watermarks,
                        "feed-events")
                .uid("source-feed-events");
    }

    /** Changes of {@code topics}; they hold no event time back. */
    public DataStream<Change> changes(String name, String... topics) {
        return Unhurried.waiting(
                env.fromSource(
                                source(List.of(topics), new ChangeDeserializer()),
                                ChangeWatermarks.<Change>strategy(),
                                name)
                        .uid("source-" + name));
    }

    /** The text tower in use, whenever it changes; holds no event time back. */
    public DataStream<TowerRecord> towers() {
        return Unhurried.seldom(
                env.fromSource(
                                builder(List.of(Topics.TEXT_TOWERS), new TowerDeserializer())
                                        .setProperty(LONGEST_FETCH, SELDOM_MS)
                                        .build(),
                                ChangeWatermarks.<TowerRecord>strategy(),
                                "text-towers")
                        .uid("source-text-towers"));
    }

    /** Bounded: the events that came too late, up to now. */
    public DataStream<SourceEvent> lateEvents() {
        return env.fromSource(
                        builder(
                                        List.of(Topics.FEED_EVENTS_LATE),
                                        new EventDeserializer(config.eventTime(), consumer))
                                .setBounded(OffsetsInitializer.latest())
                                .build(),
                        WatermarkStrategy.<SourceEvent>noWatermarks(),
                        Topics.FEED_EVENTS_LATE)
                .uid("source-late-events");
    }

    /** Bounded: changes of {@code topics} up to now. */
    public DataStream<Change> changesUntilNow(String name, String... topics) {
        return env.fromSource(
                        builder(List.of(topics), new ChangeDeserializer())
                                .setBounded(OffsetsInitializer.latest())
                                .build(),
                        WatermarkStrategy.<Change>noWatermarks(),
                        name)
                .uid("source-" + name);
    }

    /**
     * Who is suppressed: those on the list by now, and how it changes. Holds no event time back.
     *
     * @param key the setting {@code erasure.key}
     * @throws io.feedrank.feature.config.FeedrankException UNAVAILABLE when Kafka does not answer
     */
    public Suppressions suppressions(String key) {
        return suppressions(
                key,
                builder(List.of(Topics.SUPPRESSED_USERS), new SuppressionDeserializer())
                        .setProperty(LONGEST_FETCH, SELDOM_MS)
                        .build(),
                ChangeWatermarks.strategy());
    }

    /** Bounded: who is suppressed by now. */
    public Suppressions suppressionsUntilNow(String key) {
        return suppressions(
                key,
                builder(List.of(Topics.SUPPRESSED_USERS), new SuppressionDeserializer())
                        .setBounded(OffsetsInitializer.latest())
                        .build(),
                WatermarkStrategy.noWatermarks());
    }

    private Suppressions suppressions(
            String key, KafkaSource<Suppression> source, WatermarkStrategy<Suppression> marks) {
        return new Suppressions(
                Unhurried.seldom(
                        env.fromSource(source, marks, Topics.SUPPRESSED_USERS)
                                .uid("source-suppressed-users")),
                new SuppressedUsers(
                        key, SuppressionTopic.now(config.connections().kafkaBootstrap())));
    }

    private static long eventTime(SourceEvent source) {
        Instant time = source.event() == null ? null : source.event().eventTime();
        return time == null ? Long.MIN_VALUE : time.toEpochMilli();
    }

    private <T> KafkaSource<T> source(
            List<String> topics, KafkaRecordDeserializationSchema<T> deserializer) {
        return builder(topics, deserializer).build();
    }

    /** A job and the backfill that follows it are two consumer groups. */
    private <T> KafkaSourceBuilder<T> builder(
            List<String> topics, KafkaRecordDeserializationSchema<T> deserializer) {
        String group = config.jobName(consumer);
        return KafkaSource.<T>builder()
                .setBootstrapServers(config.connections().kafkaBootstrap())
                .setTopics(topics)
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topics.get(0))
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty(LONGEST_FETCH, BUSY_MS)
                .setProperty("partition.discovery.interval.ms", "60000")
                .setDeserializer(deserializer);
    }
}

package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.event.DeadLetterHeaders;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextTowerCodec;
import io.feedrank.jobs.TestTowers;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.sink.KafkaSinks;
import io.feedrank.jobs.source.KafkaSources;
import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.Operation;
import io.feedrank.proto.v1.PostEmbedding;
import io.feedrank.proto.v1.PostRow;
import io.feedrank.testing.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a row to a vector from its text, through Kafka and a running job. */
class TextVectorsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TITLE = "Nachtzüge nach Basel";

    @TempDir private static Path directory;
    private static KafkaBroker kafka;
    private static JobClient job;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaBroker.start(directory);
        for (String topic : Topics.appended()) {
            kafka.create(topic, Topics.PARTITIONS, "delete");
        }
        for (String topic : Topics.compacted()) {
            kafka.create(topic, Topics.PARTITIONS, "compact");
        }
        JobConfig config =
                JobConfig.from(Settings.of(Map.of("kafka.bootstrap", kafka.bootstrap())));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        env.setBufferTimeout(5);
        KafkaSources sources = new KafkaSources(env, config, "online-features");
        OnlineTopology topology =
                OnlineTopology.build(
                        new OnlineTopology.Sources(
                                sources.events(),
                                sources.changes("cdc-posts", Topics.CDC_POSTS),
                                sources.changes("cdc-relations", Topics.CDC_FOLLOWS),
                                sources.towers(),
                                sources.suppressions("a key of the tests")),
                        config);
        KafkaSinks sinks = new KafkaSinks(kafka.bootstrap(), "online-features");
        topology.vectors().sinkTo(sinks.embeddings());
        topology.rejectedTowers().sinkTo(sinks.towerDeadLetters());
        job = env.executeAsync("text vectors");
    }

    @AfterAll
    static void stop() throws Exception {
        job.cancel().get();
        kafka.close();
    }

    @Test
    void a_captured_post_is_published_by_its_text_then_by_its_readers_and_taken_back_at_the_end()
            throws Exception {
        tower("1");
        row("p", TITLE, 1);
        await().atMost(PATIENCE).until(() -> "1".equals(towerOf("p")));
        assertThat(vector("p")).isEqualTo(text("1"));
        assertThat(embedding("p").getReaders()).isZero();
        assertThat(embedding("p").getTopic()).isEqualTo("travel");

        tower("2");
        await().atMost(PATIENCE).until(() -> "2".equals(towerOf("p")));
        assertThat(vector("p")).as("without a restart").isEqualTo(text("2"));

        click("p", "u-1");
        await().atMost(PATIENCE).until(() -> embedding("p").getReaders() == 1);
        assertThat(floats(embedding("p").getReaderVectorList()))
                .isEqualTo(VectorSpace.ofReader("u-1"));
        assertThat(vector("p")).isNotEqualTo(text("2"));

        delete("p", 2);
        await().atMost(PATIENCE).until(() -> latest().get("p") == null);
    }

    @Test
    void a_torn_tower_goes_to_the_dead_letters_with_the_reason() throws Exception {
        byte[] torn = TextTowerCodec.write(TestTowers.tower("torn", 4));
        torn[torn.length - 5] ^= 1;
        send(Topics.TEXT_TOWERS, VectorSpace.NAME, torn);

        String letters = Topics.deadLettersOf(Topics.TEXT_TOWERS);
        await().atMost(PATIENCE).until(() -> !kafka.read(letters).isEmpty());
        ConsumerRecord<byte[], byte[]> letter = kafka.read(letters).get(0);
        assertThat(letter.value()).isEqualTo(torn);
        assertThat(
                        new String(
                                letter.headers().lastHeader(DeadLetterHeaders.REASON).value(),
                                StandardCharsets.UTF_8))
                .contains("torn");
    }

    private static void tower(String version) throws Exception {
        send(
                Topics.TEXT_TOWERS,
                VectorSpace.NAME,
                TextTowerCodec.write(TestTowers.tower(version, 4)));
    }

    private static void row(String id, String title, long lsn) throws Exception {
        change(
                id,
                lsn,
                Operation.OPERATION_UPSERT,
                PostRow.newBuilder()
                        .setId(id)
                        .setAuthorId("a")
                        .setCreatedAtMs(Touches.NOON.toEpochMilli())
                        .setTitle(title)
                        .setLanguage("de")
                        .setTopic("travel")
                        .setStatus("published")
                        .build());
    }

    private static void delete(String id, long lsn) throws Exception {
        change(id, lsn, Operation.OPERATION_DELETE, PostRow.newBuilder().setId(id).build());
    }

    private static void change(String id, long lsn, Operation operation, PostRow row)
            throws Exception {
        Change change =
                Change.newBuilder()
                        .setOperation(operation)
                        .setCommitLsn(lsn)
                        .setLsn(lsn)
                        .setPost(row)
                        .build();
        send(Topics.CDC_POSTS, id, change.toByteArray());
    }

    private static void click(String postId, String userId) throws Exception {
        Event event = Touches.event("e-1", userId, EventType.CLICK, postId, Touches.NOON);
        send(Topics.FEED_EVENTS, userId, EventCodec.encode(event));
    }

    private static void send(String topic, String key, byte[] value) throws Exception {
        kafka.send(
                List.of(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
    }

    private static @Nullable String towerOf(String postId) throws Exception {
        byte[] value = latest().get(postId);
        return value == null ? null : embedding(postId).getTextTower();
    }

    private static float[] vector(String postId) throws Exception {
        return floats(embedding(postId).getVectorList());
    }

    private static PostEmbedding embedding(String postId) throws Exception {
        return PostEmbedding.parseFrom(Objects.requireNonNull(latest().get(postId)));
    }

    /** The last value of each post. */
    private static Map<String, byte @Nullable []> latest() {
        Map<String, byte @Nullable []> latest = new HashMap<>();
        kafka.read(Topics.POST_EMBEDDINGS)
                .forEach(
                        record ->
                                latest.put(
                                        new String(record.key(), StandardCharsets.UTF_8),
                                        record.value()));
        return latest;
    }

    private static float @Nullable [] text(String version) {
        return TestTowers.tower(version, 4).vector(TITLE, "de", "travel");
    }

    private static float[] floats(List<Float> list) {
        float[] floats = new float[list.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = list.get(i);
        }
        return floats;
    }
}

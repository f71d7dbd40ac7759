package io.feedrank.ranking.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.feature.config.Topics;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.ShardAnnouncement;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import io.feedrank.ranking.shard.fleet.FleetConfig;
import io.feedrank.ranking.shard.fleet.ShardedPostVectors;
import io.feedrank.testing.KafkaBroker;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two copies of the index, of which one hangs. */
final class ShardHedgeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Posts posts = new Posts();
    @TempDir private Path directory;
    private KafkaBroker kafka;
    private ServerSocket hanging;
    private ShardService shard;
    private ShardedPostVectors vectors;

    @BeforeEach
    void start() throws Exception {
        kafka = KafkaBroker.start(directory.resolve("kafka"));
        kafka.create(Topics.POST_EMBEDDINGS, 4, "compact");
        kafka.create(Topics.INDEX_SHARDS, 1, "compact");
        kafka.send(posts.add(0, 300).takeRecords());
        // It takes connections and never says a word.
        hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        vectors =
                new ShardedPostVectors(
                        kafka.bootstrap(),
                        new FleetConfig(Duration.ofSeconds(8), Duration.ofMillis(50)),
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        vectors.close();
        if (shard != null) {
            shard.close();
        }
        hanging.close();
        kafka.close();
    }

    @Test
    void a_copy_that_hangs_is_made_up_for_by_the_other_and_alone_leaves_an_error()
            throws Exception {
        assertThatThrownBy(() -> vectors.search(Posts.query("anna", 5)))
                .isInstanceOf(FeedrankException.class)
                .hasMessage("no shard of the index is there");
        announceHanging();
        await().atMost(PATIENCE).until(() -> vectors.fleet().complete());
        assertThatThrownBy(() -> vectors.search(Posts.query("anna", 5)))
                .isInstanceOf(FeedrankException.class)
                .hasMessageContaining("none of 1 shards of the index answered");

        shard = ShardService.start(settings());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                vectors.fleet().members().size() == 2
                                        && vectors.fleet().vectors() == 300);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                vectors.fleet().holders().values().stream()
                                        .allMatch(holders -> holders.size() == 2));
        int twice = 0;
        for (int i = 0; i < 6; i++) {
            VectorQuery query = Posts.query("reader-" + i, 20);
            Retrieved found = vectors.search(query);
            assertThat(found.partial()).as(found.note()).isFalse();
            assertThat(found.neighbours().get(0))
                    .extracting(Neighbour::id)
                    .isEqualTo(posts.closest(query));
            twice += found.note().contains("asked twice") ? 1 : 0;
        }
        assertThat(twice).as("the copies take turns").isGreaterThanOrEqualTo(3);
    }

    @Test
    void a_query_that_cannot_be_answered_says_why_and_an_unknown_space_is_missing_everywhere()
            throws Exception {
        shard = ShardService.start(settings());
        await().atMost(PATIENCE).until(() -> vectors.fleet().vectors() == 300);
        assertThat(vectors.spaces().serving()).isEqualTo(VectorSpace.NAME);
        VectorQuery query = Posts.query("anna", 20);
        Retrieved other =
                vectors.search(
                        new VectorQuery("other", query.vectors(), 20, query.filter(), Instant.MAX));
        assertThat(other.partial()).isTrue();
        assertThat(other.neighbours().get(0)).isEmpty();
        VectorQuery wrong =
                new VectorQuery(
                        VectorSpace.NAME,
                        List.of(new float[] {1, 2}),
                        20,
                        query.filter(),
                        Instant.MAX);
        assertThatThrownBy(() -> vectors.search(wrong))
                .isInstanceOfSatisfying(
                        FeedrankException.class,
                        e ->
                                assertThat(e.category())
                                        .isEqualTo(FeedrankException.Category.BAD_INPUT))
                .hasMessageContaining("vector:");
        assertThatThrownBy(
                        () ->
                                vectors.search(
                                        new VectorQuery(
                                                VectorSpace.NAME,
                                                query.vectors(),
                                                20,
                                                query.filter(),
                                                Instant.now().minusSeconds(1))))
                .hasMessage("no time is left to ask the index");
    }

    private Settings settings() {
        return Settings.of(
                Map.of(
                        "kafka.bootstrap", kafka.bootstrap(),
                        "shard.replica-set", "b",
                        "shard.name", "real",
                        "shard.port", "0",
                        "shard.http-port", "0",
                        "shard.heartbeat-ms", "200",
                        "index.snapshot-dir", directory.resolve("index").toString()));
    }

    private void announceHanging() throws Exception {
        byte[] announcement =
                ShardAnnouncement.newBuilder()
                        .setReplicaSet("a")
                        .setName("hanging")
                        .setAddress("127.0.0.1:" + hanging.getLocalPort())
                        .addAllReadyPartitions(List.of(0, 1, 2, 3))
                        .setPartitionCount(4)
                        .setVectors(300)
                        .setSilenceMs(600_000)
                        .setServingSpace(VectorSpace.NAME)
                        .addReadySpaces(VectorSpace.NAME)
                        .build()
                        .toByteArray();
        kafka.send(
                List.of(
                        new ProducerRecord<>(
                                Topics.INDEX_SHARDS, "a/hanging".getBytes(UTF_8), announcement)));
    }
}

package io.feedrank.ranking.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.feedrank.feature.config.Topics;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.ShardAnnouncement;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.retrieval.Retrieved;
import io.feedrank.ranking.pipeline.retrieval.VectorQuery;
import io.feedrank.ranking.shard.fleet.FleetConfig;
import io.feedrank.ranking.shard.fleet.ShardedPostVectors;
import io.feedrank.testing.KafkaBroker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One copy of the index over four processes, of which one is killed and one comes. */
final class ShardFleetIT {
    private static final int PARTITIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Posts posts = new Posts();
    private final Map<String, ShardProcess> shards = new HashMap<>();
    @TempDir private Path directory;
    private KafkaBroker kafka;
    private ShardedPostVectors vectors;

    @BeforeEach
    void start() throws Exception {
        kafka = KafkaBroker.start(directory.resolve("kafka"));
        kafka.create(Topics.POST_EMBEDDINGS, PARTITIONS, "compact");
        kafka.create(Topics.INDEX_SHARDS, 4, "compact");
        kafka.create(Topics.deadLettersOf(Topics.POST_EMBEDDINGS), 4, "delete");
        kafka.send(posts.add(0, 2_000).takeRecords());
        for (String name : List.of("s1", "s2", "s3", "s4")) {
            startShard(name);
        }
        vectors =
                new ShardedPostVectors(
                        kafka.bootstrap(),
                        new FleetConfig(Duration.ofSeconds(60), Duration.ofSeconds(30)),
                        Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        vectors.close();
        for (ShardProcess shard : shards.values()) {
            shard.kill();
        }
        kafka.close();
    }

    @Test
    void
            one_killed_leaves_flagged_results_until_the_others_have_its_part_and_one_more_takes_a_share()
                    throws Exception {
        awaitDivision(4, 2);
        assertFindsAll();
        assertFollowsTheTopic();

        // Whoever holds partition 0 is killed while queries run.
        String victim = vectors.fleet().holders().get(0).get(0);
        List<Integer> lost = vectors.fleet().members().get(victim).getReadyPartitionsList();
        Queries running = Queries.start(vectors, posts);
        running.awaitMore(20);
        shards.remove(victim.substring(victim.indexOf('/') + 1)).kill();
        running.awaitPartial();
        assertThat(running.lastPartial().note())
                .contains("partial: partitions " + lost.stream().sorted().toList() + " of 8");
        assertThat(vectors.vectors(VectorSpace.NAME, List.of("p1", "p2"), Instant.MAX).missing())
                .contains("partitions " + lost.stream().sorted().toList() + " of 8");
        awaitDivision(3, 2);
        running.awaitMore(20);
        assertThat(running.stop()).as("queries that failed or found what is not close").isEmpty();
        assertFindsAll();

        // One comes: its share is searched where it was until it has it.
        Queries growing = Queries.start(vectors, posts);
        startShard("s5");
        awaitDivision(4, 2);
        growing.awaitMore(20);
        assertThat(growing.stop()).isEmpty();
        assertThat(growing.partial()).as("partial results while the fleet grew").isZero();
        assertFindsAll();
    }

    private void assertFollowsTheTopic() throws Exception {
        kafka.send(posts.add(2_000, 2_010).delete("p7").takeRecords());
        kafka.send(List.of(Posts.record("broken", new byte[] {-1})));
        await().atMost(PATIENCE).until(() -> vectors.fleet().vectors() == posts.size());
        assertFindsAll();
        assertThat(vectors.vectors(VectorSpace.NAME, List.of("p7", "p2000", "nobody"), Instant.MAX))
                .satisfies(
                        known -> {
                            assertThat(known.byPost()).containsOnlyKeys("p2000");
                            assertThat(known.missing()).isEmpty();
                        });
        await().atMost(PATIENCE)
                .until(() -> kafka.read(Topics.deadLettersOf(Topics.POST_EMBEDDINGS)).size() == 1);
    }

    private void assertFindsAll() {
        for (String reader : List.of("anna", "bert", "carl")) {
            VectorQuery all = Posts.query(reader, 50);
            VectorQuery danish =
                    all.where(
                            new RetrievalFilter(
                                    "da",
                                    "",
                                    Set.of(),
                                    Set.copyOf(posts.closest(all).subList(0, 10)),
                                    Instant.EPOCH,
                                    Instant.now()));
            for (VectorQuery query : List.of(all, danish)) {
                Retrieved found = vectors.search(query);
                assertThat(found.partial()).as(found.note()).isFalse();
                assertThat(found.neighbours().get(0))
                        .extracting(Neighbour::id)
                        .isEqualTo(posts.closest(query));
            }
        }
    }

    private void awaitDivision(int members, int fewest) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            var fleet = vectors.fleet();
                            return fleet.complete()
                                    && fleet.members().size() == members
                                    && fleet.vectors() == posts.size()
                                    && fleet.members().values().stream()
                                            .allMatch(member -> holds(member, fewest));
                        });
    }

    private static boolean holds(ShardAnnouncement member, int fewest) {
        int kept = member.getReadyPartitionsCount() - member.getLeavingPartitionsCount();
        return kept >= fewest && member.getLeavingPartitionsCount() == 0;
    }

    private void startShard(String name) throws Exception {
        shards.put(name, ShardProcess.start(kafka.bootstrap(), "a", name, directory.resolve(name)));
    }
}

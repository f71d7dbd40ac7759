package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each engine beside a plain map: few of many under a filter, and changes from several threads. */
final class EnginesAgainstModelTest {
    private static final int DIMENSIONS = 16;

    @TempDir Path directory;

    static Stream<VectorIndex> engines() {
        QuantizedConfig codes =
                new QuantizedConfig(DIMENSIONS, Metric.COSINE, 1_000, 1, 1.25, 0.25);
        HnswConfig graph = new HnswConfig(DIMENSIONS, Metric.COSINE, 12, 80, 1, 0.25, 200);
        return Stream.of(
                new ExactVectorIndex(DIMENSIONS),
                new HnswVectorIndex(graph),
                new QuantizedVectorIndex(codes),
                new PlannedVectorIndex(new PlannerConfig(codes, graph)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void few_of_many_under_a_filter_are_the_closest(VectorIndex index) throws Exception {
        try (index) {
            Random random = new Random(3);
            float[][] centres = new float[20][];
            Arrays.setAll(centres, i -> RandomVectors.next(random, DIMENSIONS));
            Map<String, Map<String, float[]>> byTopic = new HashMap<>();
            for (int i = 0; i < 4_000; i++) {
                String topic = i % 2 == 0 ? "half" : i % 10 < 6 ? "third" : "tenth" + i % 10;
                float[] vector = RandomVectors.near(random, centres);
                index.upsert("p" + i, vector, Attributes.NONE.described("", topic, ""));
                byTopic.computeIfAbsent(topic, unused -> new HashMap<>()).put("p" + i, vector);
            }
            index.refresh();
            for (String topic : byTopic.keySet()) {
                IndexFilter filter = IndexFilter.of(new Condition.TopicIn(Set.of(topic)));
                int hits = 0;
                for (int q = 0; q < 40; q++) {
                    float[] query = RandomVectors.near(random, centres);
                    SearchResult found = index.search(query, SearchOptions.top(7).where(filter));
                    Set<String> truth = NaiveSearch.nearest(byTopic.get(topic), query, 7);
                    hits += (int) ids(found).stream().filter(truth::contains).count();
                    assertThat(ids(found)).hasSize(7).doesNotHaveDuplicates();
                    assertThat(byTopic.get(topic)).containsKeys(ids(found).toArray(new String[0]));
                    if (index instanceof HnswVectorIndex && topic.equals("half")) {
                        assertThat(found.explanation().engine()).isEqualTo("hnsw");
                    }
                }
                assertThat(hits / (40.0 * 7)).as(topic).isGreaterThan(0.9);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void every_share_that_a_filter_leaves_is_answered_exactly_when_asked(VectorIndex index)
            throws Exception {
        try (index) {
            Random random = new Random(5);
            float[][] centres = new float[20][];
            Arrays.setAll(centres, i -> RandomVectors.next(random, DIMENSIONS));
            Map<Integer, Map<String, float[]>> passing = new HashMap<>();
            int[] oneIn = {2, 10, 100, 10_000};
            for (int i = 0; i < 20_000; i++) {
                float[] vector = RandomVectors.near(random, centres);
                index.upsert("p" + i, vector, Attributes.NONE.lasting(hour(i), Attributes.NEVER));
                for (int share : oneIn) {
                    if (i % 10_000 < 10_000 / share) {
                        passing.computeIfAbsent(share, unused -> new HashMap<>())
                                .put("p" + i, vector);
                    }
                }
            }
            index.refresh();
            for (int share : oneIn) {
                IndexFilter filter =
                        IndexFilter.of(new Condition.CreatedFrom(hour(10_000 / share - 1)));
                Map<String, float[]> among = passing.get(share);
                int wanted = Math.min(50, among.size());
                for (int q = 0; q < 5; q++) {
                    float[] query = RandomVectors.near(random, centres);
                    SearchOptions options = SearchOptions.top(50).where(filter);
                    assertThat(ids(index.search(query, options.recalling(1))))
                            .as("one in " + share)
                            .containsExactlyInAnyOrderElementsOf(
                                    NaiveSearch.nearest(among, query, 50));
                    assertThat(ids(index.search(query, options)))
                            .as("one in " + share)
                            .hasSize(wanted)
                            .isSubsetOf(among.keySet());
                }
            }
        }
    }

    /** The first of every 10,000 are the newest. */
    private static Instant hour(int i) {
        return Instant.parse("2026-01-01T00:00:00Z").minusSeconds(3_600L * (i % 10_000));
    }

    private static List<String> ids(SearchResult found) {
        return found.neighbours().stream().map(Neighbour::id).toList();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void as_many_as_an_int_can_say_gives_all_there_are(VectorIndex index) throws Exception {
        try (index) {
            Random random = new Random(3);
            for (int i = 0; i < 200; i++) {
                index.upsert("p" + i, RandomVectors.next(random, DIMENSIONS));
            }
            float[] query = RandomVectors.next(random, DIMENSIONS);
            assertThat(index.search(query, Integer.MAX_VALUE)).hasSize(200);
            index.refresh();
            assertThat(index.search(query, Integer.MAX_VALUE)).hasSize(200);
            assertThat(index.search(query, 1_500_000_000)).hasSize(200);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void what_two_threads_change_is_what_is_there_in_the_end(VectorIndex index) throws Exception {
        try (index) {
            ExecutorService threads = Executors.newFixedThreadPool(3);
            AtomicBoolean done = new AtomicBoolean();
            try {
                Future<Integer> searching = threads.submit(() -> searches(index, done));
                Future<Map<String, float[]>> some = threads.submit(changes(index, "a"));
                Future<Map<String, float[]>> others = threads.submit(changes(index, "b"));
                Map<String, float[]> model = new HashMap<>(some.get());
                model.putAll(others.get());
                done.set(true);
                assertThat(searching.get()).isPositive();

                assertThat(index.size()).isEqualTo(model.size());
                model.forEach(
                        (id, vector) ->
                                assertThat(index.vector(id))
                                        .containsExactly(vector, within(1e-6f)));
                float[] query = RandomVectors.next(new Random(9), DIMENSIONS);
                assertThat(index.search(query, model.size()))
                        .extracting(Neighbour::id)
                        .containsExactlyInAnyOrderElementsOf(model.keySet());
                assertThat(ids(index.search(query, SearchOptions.top(20))))
                        .hasSize(20)
                        .doesNotHaveDuplicates()
                        .isSubsetOf(model.keySet());
            } finally {
                done.set(true);
                threads.shutdownNow();
            }
        }
    }

    private static Callable<Map<String, float[]>> changes(VectorIndex index, String prefix) {
        return () -> {
            Random random = new Random(prefix.hashCode());
            Map<String, float[]> model = new HashMap<>();
            for (int i = 0; i < 4_000; i++) {
                String id = prefix + random.nextInt(800);
                if (i % 5 == 0) {
                    index.delete(id);
                    model.remove(id);
                } else {
                    float[] vector =
                            Vectors.prepared(
                                    RandomVectors.next(random, DIMENSIONS),
                                    DIMENSIONS,
                                    Metric.COSINE);
                    index.upsert(id, vector);
                    model.put(id, vector);
                }
            }
            return model;
        };
    }

    private static int searches(VectorIndex index, AtomicBoolean done) {
        Random random = new Random(8);
        int searches = 0;
        while (!done.get() || searches == 0) {
            float[] query = RandomVectors.next(random, DIMENSIONS);
            int k = searches % 2 == 0 ? 10 : 2_000;
            assertThat(index.search(query, k))
                    .extracting(Neighbour::id)
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
            searches++;
        }
        return searches;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void snapshots_beside_replacements_hold_each_vector_once(VectorIndex index) throws Exception {
        Random random = new Random(3);
        for (int i = 0; i < 1_200; i++) {
            index.upsert("p" + i, RandomVectors.next(random, DIMENSIONS));
        }
        ExecutorService threads = Executors.newSingleThreadExecutor();
        AtomicBoolean done = new AtomicBoolean();
        try (index) {
            Future<Integer> replacing =
                    threads.submit(
                            () -> {
                                Random other = new Random(4);
                                int turns = 0;
                                while (!done.get()) {
                                    index.upsert(
                                            "p" + other.nextInt(1_200),
                                            RandomVectors.next(other, DIMENSIONS));
                                    turns++;
                                }
                                return turns;
                            });
            for (int round = 0; round < 15; round++) {
                Path file = directory.resolve("snapshot" + round);
                index.snapshot(file, Map.of());
                try (ExactVectorIndex restored = new ExactVectorIndex(DIMENSIONS)) {
                    restored.restore(file);
                    assertThat(restored.size()).isEqualTo(1_200);
                    assertThat(restored.search(RandomVectors.next(random, DIMENSIONS), 1_200))
                            .extracting(Neighbour::id)
                            .hasSize(1_200)
                            .doesNotHaveDuplicates();
                }
            }
            done.set(true);
            assertThat(replacing.get()).isPositive();
        } finally {
            done.set(true);
            threads.shutdownNow();
        }
    }
}

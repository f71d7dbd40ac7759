package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every vector index does, whatever engine it runs on. */
abstract class VectorIndexContract {
    private final List<VectorIndex> opened = new ArrayList<>();

    abstract VectorIndex open(int dimensions);

    private VectorIndex create(int dimensions) {
        VectorIndex index = open(dimensions);
        opened.add(index);
        return index;
    }

    @AfterEach
    void close() {
        opened.forEach(VectorIndex::close);
    }

    @TempDir Path directory;

    /** Brings what was changed into the engine's own structure. */
    private static void settle(VectorIndex index) throws InterruptedException {
        index.refresh();
    }

    /** All of an index that a search can find, in order. */
    private static List<String> everything(VectorIndex index) {
        return index.search(vector(1, 0.3f), Math.max(1, index.size())).stream()
                .map(Neighbour::id)
                .toList();
    }

    @Test
    void an_empty_index_finds_nothing() throws Exception {
        VectorIndex index = create(2);
        assertThat(index.search(vector(1, 0), 3)).isEmpty();
        settle(index);
        assertThat(index.search(vector(1, 0), 3)).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void the_closest_come_first_with_their_cosine() throws Exception {
        VectorIndex index = threeDirections();
        settle(index);
        List<Neighbour> found = index.search(vector(2, 0.1f), 2);
        assertThat(found).extracting(Neighbour::id).containsExactly("east", "north-east");
        assertThat(found.get(0).similarity())
                .isCloseTo(0.99875f, org.assertj.core.data.Offset.offset(1e-4f));
    }

    @Test
    void changes_are_found_before_and_after_the_structure_is_built() throws Exception {
        VectorIndex index = threeDirections();
        assertThat(ids(index.search(vector(0, 1), 1))).containsExactly("north");
        settle(index);
        index.upsert("north", vector(0, -1));
        index.upsert("west", vector(-1, 0));
        assertThat(ids(index.search(vector(0, -1), 1))).containsExactly("north");
        assertThat(ids(index.search(vector(-1, 0), 1))).containsExactly("west");
        settle(index);
        assertThat(ids(index.search(vector(0, -1), 1))).containsExactly("north");
    }

    @Test
    void a_deleted_vector_is_not_found_again() throws Exception {
        VectorIndex index = threeDirections();
        settle(index);
        assertThat(index.delete("east")).isTrue();
        assertThat(index.delete("east")).isFalse();
        assertThat(index.contains("east")).isFalse();
        assertThat(index.vector("east")).isNull();
        assertThat(ids(index.search(vector(1, 0), 3))).containsExactly("north-east", "north");
        settle(index);
        assertThat(ids(index.search(vector(1, 0), 3))).containsExactly("north-east", "north");
    }

    @Test
    void a_vector_that_hardly_moved_is_returned_as_it_is_now() throws Exception {
        VectorIndex index = threeDirections();
        settle(index);
        index.upsert("east", vector(1, 0.01f));
        assertThat(index.vector("east")[1]).isGreaterThan(0);
        assertThat(index.search(vector(1, 0.01f), 1).get(0).similarity()).isGreaterThan(0.99999f);
    }

    @Test
    void more_than_there_are_gives_all_there_are() throws Exception {
        VectorIndex index = threeDirections();
        settle(index);
        assertThat(index.search(vector(1, 0), 50)).hasSize(3);
    }

    @Test
    void what_was_handed_in_is_copied_and_of_unit_length() {
        VectorIndex index = create(2);
        float[] mine = vector(3, 4);
        index.upsert("a", mine);
        mine[0] = -99;
        assertThat(index.vector("a")).containsExactly(0.6f, 0.8f);
        index.vector("a")[0] = 7;
        assertThat(index.vector("a")).containsExactly(0.6f, 0.8f);
    }

    @Test
    void bad_input_is_refused_with_what_was_got() {
        VectorIndex index = create(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.upsert("a", new float[3]))
                .withMessageContaining("got 3 dimensions, expected 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.upsert("a", vector(1, Float.NaN)))
                .withMessageContaining("component 1 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.upsert("a", vector(0, 0)))
                .withMessageContaining("direction");
        assertThatIllegalArgumentException().isThrownBy(() -> index.search(vector(0, 0), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> index.search(vector(1, 0), 0))
                .withMessageContaining("k: got 0");
        assertThat(index.size()).isZero();
    }

    @Test
    void nothing_is_lost_when_most_of_it_is_deleted() throws Exception {
        VectorIndex index = create(16);
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            index.upsert("p" + i, RandomVectors.next(random, 16));
        }
        settle(index);
        for (int i = 0; i < 990; i++) {
            index.delete("p" + i);
            int left = 999 - i;
            assertThat(index.search(RandomVectors.next(random, 16), 20))
                    .hasSize(Math.min(20, left));
        }
        assertThat(index.search(RandomVectors.next(random, 16), 20)).hasSize(10);
    }

    @Test
    void searches_go_on_while_vectors_come_and_go() throws Exception {
        VectorIndex index = create(8);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch searched = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> changing =
                    threads.submit(
                            () -> {
                                Random random = new Random(7);
                                searched.await();
                                for (int i = 0; i < 4_000; i++) {
                                    index.upsert(
                                            "p" + random.nextInt(800),
                                            RandomVectors.next(random, 8));
                                    if (i % 5 == 0) {
                                        index.delete("p" + random.nextInt(800));
                                    }
                                }
                                done.set(true);
                                return null;
                            });
            Future<Integer> searching =
                    threads.submit(
                            () -> {
                                Random random = new Random(8);
                                int searches = 0;
                                while (!done.get()) {
                                    List<String> found =
                                            ids(index.search(RandomVectors.next(random, 8), 10));
                                    assertThat(found).doesNotHaveDuplicates();
                                    searches++;
                                    searched.countDown();
                                }
                                return searches;
                            });
            changing.get();
            assertThat(searching.get()).isPositive();
        } finally {
            threads.shutdownNow();
        }
        List<String> all = ids(index.search(RandomVectors.next(new Random(9), 8), 1_000));
        assertThat(all).hasSize(index.size()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.1, 0.01, 0.001})
    void a_filter_lets_through_what_it_says_and_loses_nothing(double share) throws Exception {
        VectorIndex index = create(16);
        Random random = new Random(21);
        int wanted = (int) (3_000 * share);
        for (int i = 0; i < 3_000; i++) {
            index.upsert(
                    "p" + i,
                    RandomVectors.next(random, 16),
                    Attributes.NONE.described(i < wanted ? "da" : "sv", "t" + i % 7, "a" + i));
        }
        settle(index);
        IndexFilter danish = IndexFilter.of(new Condition.LanguageIn(Set.of("da")));
        SearchOptions options = SearchOptions.top(5_000).where(danish);

        SearchResult all = index.search(RandomVectors.next(random, 16), options);

        assertThat(all.neighbours()).hasSize(wanted);
        assertThat(all.neighbours())
                .allSatisfy(
                        found ->
                                assertThat(index.attributes(found.id()).language())
                                        .isEqualTo("da"));
        assertThat(all.explanation().selectivity()).isBetween(share / 3, share * 2 + 0.01);
        assertThat(index.search(RandomVectors.next(random, 16), SearchOptions.top(2).where(danish)))
                .satisfies(few -> assertThat(few.neighbours()).hasSize(Math.min(2, wanted)));
    }

    @Test
    void every_condition_is_held() throws Exception {
        VectorIndex index = create(2);
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        Attributes sport = new Attributes("da", "sport", "anna", noon, noon.plusSeconds(60));
        index.upsert("a", vector(1, 0), sport);
        index.upsert("b", vector(1, 0.1f), sport.described("sv", "sport", "bo"));
        index.upsert("c", vector(1, 0.2f), sport.lasting(noon.minusSeconds(9), Attributes.NEVER));
        index.upsert("d", vector(1, 0.3f));
        for (int round = 0; round < 2; round++) {
            assertThat(found(index, new Condition.LanguageIn(Set.of("da")))).containsOnly("a", "c");
            assertThat(found(index, new Condition.LanguageIn(Set.of("sv", ""))))
                    .containsOnly("b", "d");
            assertThat(found(index, new Condition.TopicIn(Set.of("none")))).isEmpty();
            assertThat(found(index, new Condition.AuthorIn(Set.of("bo")))).containsOnly("b");
            assertThat(found(index, new Condition.AuthorNotIn(Set.of("anna", "never seen"))))
                    .containsOnly("b", "d");
            assertThat(found(index, new Condition.CreatedFrom(noon))).containsOnly("a", "b");
            assertThat(found(index, new Condition.LiveAt(noon.plusSeconds(60))))
                    .containsOnly("c", "d");
            assertThat(found(index, new Condition.IdNotIn(Set.of("a", "x"))))
                    .containsOnly("b", "c", "d");
            assertThat(found(index, new Condition.IdIn(Set.of("d", "x")))).containsOnly("d");
            assertThat(found(index, new Condition.IdMatches("c"::equals))).containsOnly("c");
            assertThat(
                            found(
                                    index,
                                    new Condition.TopicIn(Set.of("sport")),
                                    new Condition.IdIn(Set.of("a", "b")),
                                    new Condition.IdIn(Set.of("b", "c"))))
                    .containsOnly("b");
            settle(index);
        }
        assertThat(index.annotate("d", sport)).isTrue();
        assertThat(index.annotate("x", sport)).isFalse();
        assertThat(found(index, new Condition.LanguageIn(Set.of("da")))).contains("d");
        assertThat(index.attributes("d")).isEqualTo(sport);
        assertThat(index.attributes("x")).isNull();
    }

    @Test
    void what_has_expired_is_taken_out() throws Exception {
        VectorIndex index = create(2);
        Instant noon = Instant.parse("2026-01-01T12:00:00Z");
        index.upsert("now", vector(1, 0), Attributes.NONE.lasting(noon, noon));
        index.upsert("later", vector(1, 0), Attributes.NONE.lasting(noon, noon.plusSeconds(1)));
        index.upsert("never", vector(1, 0));
        settle(index);

        assertThat(index.deleteExpired(noon)).isEqualTo(1);
        assertThat(index.deleteExpired(noon)).isZero();

        assertThat(everything(index)).containsExactlyInAnyOrder("later", "never");
    }

    @Test
    void a_restored_snapshot_answers_as_before_and_goes_on_changing() throws Exception {
        VectorIndex index = create(16);
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            index.upsert("p" + i, RandomVectors.next(random, 16), described(i));
        }
        settle(index);
        index.delete("p5");
        index.upsert("p6", RandomVectors.next(random, 16), described(6));
        Path file = directory.resolve("deep/snapshot");
        index.snapshot(file, Map.of("offset", "17"));
        VectorIndex other = create(16);
        other.upsert("gone", RandomVectors.next(random, 16));

        assertThat(other.restore(file)).isEqualTo(Map.of("offset", "17"));

        assertThat(other.size()).isEqualTo(1_999);
        assertThat(other.contains("gone")).isFalse();
        assertThat(other.vector("p6")).isEqualTo(index.vector("p6"));
        assertThat(other.attributes("p9")).isEqualTo(index.attributes("p9"));
        float[] query = RandomVectors.next(random, 16);
        SearchOptions exact = SearchOptions.top(50).recalling(1);
        assertThat(other.search(query, exact).neighbours())
                .isEqualTo(index.search(query, exact).neighbours());
        assertThat(other.search(query, 50)).hasSize(50);
        other.upsert("new", query);
        other.delete("p9");
        assertThat(other.search(query, 1).get(0).id()).isEqualTo("new");
        assertThat(other.contains("p9")).isFalse();
    }

    @Test
    void a_torn_or_foreign_snapshot_is_refused_and_nothing_changes() throws Exception {
        VectorIndex index = threeDirections();
        Path whole = directory.resolve("whole");
        index.snapshot(whole, Map.of());
        byte[] bytes = Files.readAllBytes(whole);
        Path torn = directory.resolve("torn");
        for (int length : new int[] {0, 5, 21, bytes.length / 2, bytes.length - 1}) {
            Files.write(torn, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> index.restore(torn))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining(torn.toString());
        }
        bytes[bytes.length / 2] ^= 1;
        Files.write(torn, bytes);
        assertThatThrownBy(() -> index.restore(torn)).hasMessageContaining("checksum");
        assertThatThrownBy(() -> index.restore(directory.resolve("absent")))
                .isInstanceOf(SnapshotException.class);
        assertThatThrownBy(() -> create(3).restore(whole)).hasMessageContaining("2 dimensions");
        assertThat(index.size()).isEqualTo(3);
        assertThat(directory).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void recall_against_the_naive_loop_is_what_was_asked_for() throws Exception {
        Random random = new Random(42);
        float[][] centres = new float[40][];
        Arrays.setAll(centres, i -> RandomVectors.next(random, 32));
        VectorIndex index = create(32);
        Map<String, float[]> naive = new HashMap<>();
        for (int i = 0; i < 6_000; i++) {
            float[] vector = RandomVectors.near(random, centres);
            index.upsert("p" + i, vector);
            naive.put("p" + i, vector);
        }
        settle(index);
        for (int i = 0; i < 1_000; i++) {
            index.delete("p" + i);
            naive.remove("p" + i);
            float[] vector = RandomVectors.near(random, centres);
            index.upsert("p" + (i + 1_000), vector);
            naive.put("p" + (i + 1_000), vector);
        }
        for (int k : new int[] {10, 100}) {
            int hits = 0;
            for (int q = 0; q < 50; q++) {
                float[] query = RandomVectors.near(random, centres);
                Set<String> truth = NaiveSearch.nearest(naive, query, k);
                hits += (int) ids(index.search(query, k)).stream().filter(truth::contains).count();
            }
            assertThat(hits / (50.0 * k)).isGreaterThan(0.93);
        }
    }

    private static Attributes described(int i) {
        return new Attributes(
                i % 2 == 0 ? "da" : "",
                "topic" + i % 10,
                "author" + i % 100,
                Instant.ofEpochSecond(1_700_000_000L + i),
                Attributes.NEVER);
    }

    private static List<String> found(VectorIndex index, Condition... conditions) {
        return index
                .search(vector(1, 0.15f), SearchOptions.top(10).where(IndexFilter.of(conditions)))
                .neighbours()
                .stream()
                .map(Neighbour::id)
                .toList();
    }

    private VectorIndex threeDirections() {
        VectorIndex index = create(2);
        index.upsert("north", vector(0, 2));
        index.upsert("east", vector(5, 0));
        index.upsert("north-east", vector(1, 1));
        return index;
    }

    static List<String> ids(List<Neighbour> neighbours) {
        return neighbours.stream().map(Neighbour::id).toList();
    }

    private static float[] vector(float... components) {
        return components;
    }
}

package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
import org.junit.jupiter.api.Test;

/** What every vector index does, whatever engine it runs on. */
abstract class VectorIndexContract extends FilterAndSnapshotContract {
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
}

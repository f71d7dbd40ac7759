package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Places of deleted vectors are used again, but never under a search. */
final class LifeOfSlotsTest {
    static Stream<VectorIndex> engines() {
        return Stream.of(
                new ExactVectorIndex(8),
                new QuantizedVectorIndex(QuantizedConfig.of(8, Metric.COSINE)),
                new PlannedVectorIndex(PlannerConfig.of(8, Metric.COSINE)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_day_of_churn_takes_no_more_memory(VectorIndex index) throws Exception {
        try (index) {
            Random random = new Random(1);
            for (int i = 0; i < 5_000; i++) {
                index.upsert("p" + i, RandomVectors.next(random, 8));
            }
            index.refresh();
            long before = index.stats().bytes();
            for (int i = 5_000; i < 60_000; i++) {
                index.upsert("p" + i, RandomVectors.next(random, 8));
                index.delete("p" + (i - 5_000));
            }
            assertThat(index.size()).isEqualTo(5_000);
            assertThat(index.stats().dead()).isLessThan(1_000);
            assertThat(index.stats().bytes()).isLessThan(before * 3 / 2);
            assertThat(index.search(RandomVectors.next(random, 8), 5_000)).hasSize(5_000);
        }
    }

    @Test
    void a_graph_is_rid_of_its_tombstones_when_it_is_built_again() throws Exception {
        try (HnswVectorIndex index =
                new HnswVectorIndex(new HnswConfig(8, Metric.COSINE, 8, 50, 1, 0.25, 1_000_000))) {
            Random random = new Random(1);
            for (int i = 0; i < 4_000; i++) {
                index.upsert("p" + i, RandomVectors.next(random, 8));
            }
            index.refresh();
            for (int i = 0; i < 3_000; i++) {
                index.delete("p" + i);
            }
            assertThat(index.stats().dead()).isEqualTo(3_000);
            index.refresh();
            assertThat(index.stats().dead()).isLessThan(1_000);
            assertThat(index.stats().pending()).isZero();
            assertThat(index.search(RandomVectors.next(random, 8), 50)).hasSize(50);
        }
    }

    @Test
    void what_comes_and_goes_while_a_graph_is_built_leaves_no_trace_in_it() throws Exception {
        try (HnswVectorIndex index =
                new HnswVectorIndex(new HnswConfig(8, Metric.COSINE, 8, 50, 1, 0.25, 1_000_000))) {
            Random random = new Random(1);
            Map<String, float[]> model = new HashMap<>();
            for (int i = 0; i < 4_000; i++) {
                put(index, model, "p" + i, random);
                if (i == 2_000) {
                    index.refresh();
                }
            }
            FutureTask<Void> building =
                    new FutureTask<>(
                            () -> {
                                index.refresh();
                                return null;
                            });
            new Thread(building, "building").start();
            for (int i = 2_100; i < 3_900 && !building.isDone(); i++) {
                if (i % 2 == 0) {
                    index.delete("p" + i);
                    model.remove("p" + i);
                } else {
                    put(index, model, "p" + i, random);
                }
                LockSupport.parkNanos(100_000);
            }
            building.get();
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 1_500; i++) {
                    put(index, model, "x" + i, random);
                }
                holdsExactly(index, model, random);
                index.refresh();
                holdsExactly(index, model, random);
            }
        }
    }

    private static void put(
            VectorIndex index, Map<String, float[]> model, String id, Random random) {
        float[] vector = Vectors.prepared(RandomVectors.next(random, 8), 8, Metric.COSINE);
        index.upsert(id, vector);
        model.put(id, vector);
    }

    private static void holdsExactly(VectorIndex index, Map<String, float[]> model, Random random) {
        assertThat(index.size()).isEqualTo(model.size());
        model.forEach(
                (id, vector) ->
                        assertThat(index.vector(id)).containsExactly(vector, within(1e-6f)));
        for (int k : new int[] {10, 500, 2_000}) {
            assertThat(index.search(RandomVectors.next(random, 8), k))
                    .extracting(Neighbour::id)
                    .hasSize(k)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(model.keySet());
        }
    }

    @Test
    void a_slot_is_held_back_while_a_search_that_began_before_goes_on() {
        List<Integer> freed = new ArrayList<>();
        Grace grace = new Grace(freed::add);
        int ticket = grace.enter();
        for (int slot = 0; slot < 10_000; slot++) {
            grace.retire(slot);
        }
        assertThat(freed).isEmpty();
        grace.exit(ticket);
        for (int slot = 10_000; slot < 11_000; slot++) {
            grace.retire(slot);
        }
        assertThat(freed).hasSizeGreaterThan(9_000).doesNotHaveDuplicates();
    }
}

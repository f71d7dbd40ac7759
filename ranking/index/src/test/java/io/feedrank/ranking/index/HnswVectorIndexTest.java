package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HnswVectorIndexTest extends VectorIndexContract {
    private final List<HnswVectorIndex> opened = new ArrayList<>();

    @Override
    VectorIndex create(int dimensions) {
        // So eager that the contract runs on graphs, not on what waits for one.
        return open(new HnswConfig(dimensions, 8, 50, 50, 0.01, 10));
    }

    @Override
    void settle(VectorIndex index) throws InterruptedException {
        ((HnswVectorIndex) index).rebuild();
    }

    private HnswVectorIndex open(HnswConfig config) {
        HnswVectorIndex index = new HnswVectorIndex(config);
        opened.add(index);
        return index;
    }

    @AfterEach
    void close() {
        opened.forEach(HnswVectorIndex::close);
    }

    @Test
    void recall_of_the_first_hundred_is_near_that_of_the_exact_scan() throws InterruptedException {
        Random random = new Random(42);
        float[][] centres = new float[40][];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = RandomVectors.next(random, 64);
        }
        HnswVectorIndex graph = open(HnswConfig.ofDimensions(64));
        ExactVectorIndex exact = new ExactVectorIndex(64);
        for (int i = 0; i < 5_000; i++) {
            float[] vector = RandomVectors.near(random, centres);
            graph.upsert("p" + i, vector);
            exact.upsert("p" + i, vector);
        }
        graph.rebuild();
        assertThat(graph.outsideGraph()).isZero();
        assertThat(recall(graph, exact, random, centres)).isGreaterThan(0.97);

        for (int i = 0; i < 1_000; i++) {
            float[] vector = RandomVectors.near(random, centres);
            graph.upsert("p" + i, vector);
            exact.upsert("p" + i, vector);
            graph.delete("p" + (i + 1_000));
            exact.delete("p" + (i + 1_000));
        }
        assertThat(recall(graph, exact, random, centres)).isGreaterThan(0.97);
    }

    private static double recall(
            VectorIndex index, VectorIndex exact, Random random, float[][] centres) {
        int found = 0;
        for (int i = 0; i < 100; i++) {
            float[] query = RandomVectors.near(random, centres);
            Set<String> truth = new HashSet<>(ids(exact.search(query, 100)));
            found += (int) ids(index.search(query, 100)).stream().filter(truth::contains).count();
        }
        return found / 10_000.0;
    }

    @Test
    void a_graph_that_lags_too_far_behind_is_built_again_by_itself() throws InterruptedException {
        HnswVectorIndex index = open(new HnswConfig(4, 8, 50, 50, 0.25, 100));
        Random random = new Random(1);
        for (int i = 0; i < 101; i++) {
            index.upsert("p" + i, RandomVectors.next(random, 4));
        }
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (index.outsideGraph() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(index.outsideGraph()).isZero();
    }

    @Test
    void a_vector_that_hardly_moved_leaves_the_graph_alone() throws InterruptedException {
        HnswVectorIndex index = open(HnswConfig.ofDimensions(2));
        index.upsert("a", new float[] {1, 0});
        index.rebuild();
        index.upsert("a", new float[] {1, 0.05f});
        assertThat(index.outsideGraph()).isZero();
        index.upsert("a", new float[] {1, 1});
        assertThat(index.outsideGraph()).isOne();
        index.upsert("a", new float[] {1, 0});
        assertThat(index.outsideGraph()).isZero();
    }

    @Test
    void an_impossible_setting_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HnswConfig(64, 16, 0, 200, 0.25, 500))
                .withMessageContaining("efConstruction: got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HnswConfig(64, 16, 200, 200, 0, 500))
                .withMessageContaining("rebuildShare: got 0");
    }
}

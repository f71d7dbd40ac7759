package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HnswVectorIndexTest extends VectorIndexContract {
    @Override
    VectorIndex open(int dimensions) {
        // So eager that the contract runs on graphs, not on what waits for one.
        return new HnswVectorIndex(new HnswConfig(dimensions, Metric.COSINE, 8, 50, 1, 0.01, 10));
    }

    @Test
    void an_impossible_setting_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HnswConfig(64, Metric.COSINE, 16, 0, 1, 0.25, 500))
                .withMessageContaining("efConstruction: got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HnswConfig(64, Metric.COSINE, 16, 200, 1, 0, 500))
                .withMessageContaining("rebuildShare: got 0");
        assertThat(HnswConfig.ofDimensions(64).mostChanges(1_000_000)).isEqualTo(250_000);
    }

    @Test
    void a_restored_index_searches_the_graph_of_the_snapshot_and_not_what_was_deleted(
            @TempDir Path directory) throws Exception {
        HnswConfig config = new HnswConfig(8, Metric.COSINE, 8, 50, 1, 0.25, 100_000);
        Random random = new Random(3);
        Path file = directory.resolve("snapshot");
        float[] query = RandomVectors.next(random, 8);
        List<Neighbour> before;
        try (HnswVectorIndex index = new HnswVectorIndex(config)) {
            for (int i = 0; i < 3_000; i++) {
                index.upsert("p" + i, RandomVectors.next(random, 8));
            }
            index.refresh();
            for (int i = 0; i < 600; i++) {
                index.delete("p" + i);
            }
            index.upsert("late", query);
            before = index.search(query, 50);
            index.snapshot(file, Map.of());
        }
        try (HnswVectorIndex other = new HnswVectorIndex(config)) {
            other.restore(file);

            SearchResult after = other.search(query, SearchOptions.top(50));
            assertThat(after.explanation().engine()).isEqualTo("hnsw");
            assertThat(after.neighbours()).isEqualTo(before);
            assertThat(after.neighbours().get(0).id()).isEqualTo("late");
            assertThat(other.size()).isEqualTo(2_401);
            assertThat(other.stats().dead()).isEqualTo(600);
            assertThat(other.stats().rebuilds()).isZero();

            other.refresh();
            assertThat(other.stats().dead()).as("tombstones after a new graph").isZero();
        }
    }

    @Test
    void tombstones_are_passed_through_until_a_scan_is_shorter() throws Exception {
        try (HnswVectorIndex index =
                new HnswVectorIndex(new HnswConfig(16, Metric.COSINE, 12, 80, 1, 0.9, 20_000))) {
            Random random = new Random(11);
            for (int i = 0; i < 8_000; i++) {
                index.upsert("p" + i, RandomVectors.next(random, 16));
            }
            index.refresh();
            float[] query = RandomVectors.next(random, 16);
            for (int i = 0; i < 7_800; i++) {
                index.delete("p" + i);
                if (i == 1_600) {
                    SearchResult few = index.search(query, SearchOptions.top(5));
                    assertThat(few.explanation().engine()).isEqualTo("hnsw");
                    assertThat(few.neighbours())
                            .hasSize(5)
                            .allMatch(one -> Integer.parseInt(one.id().substring(1)) > 1_600);
                }
            }
            SearchResult scanned = index.search(query, SearchOptions.top(100));
            assertThat(scanned.explanation().engine()).isEqualTo("exact");
            assertThat(scanned.neighbours()).hasSize(100);
        }
    }
}

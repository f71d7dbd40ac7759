package io.feedrank.ranking.index;

import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A graph (Malkov and Yashunin 2016; hnswlib-core) over a fixed set of unit vectors, never changed
 * once built. So it needs neither tombstones nor room to grow, and searches of it share no lock
 * with changes.
 */
final class HnswGraph {
    /** A node. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Node(String id, float[] vector) implements Item<String, float[]> {
        @Override
        public int dimensions() {
            return vector.length;
        }
    }

    private final HnswIndex<String, float[], Node, Float> index;

    private HnswGraph(HnswIndex<String, float[], Node, Float> index) {
        this.index = index;
    }

    /**
     * Builds a graph of {@code vectors}.
     *
     * @throws InterruptedException when the thread was interrupted meanwhile
     */
    static HnswGraph build(Map<String, float[]> vectors, HnswConfig config)
            throws InterruptedException {
        HnswIndex<String, float[], Node, Float> index = empty(config, vectors.size());
        for (Map.Entry<String, float[]> entry : vectors.entrySet()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while building a graph");
            }
            index.add(new Node(entry.getKey(), entry.getValue()));
        }
        return new HnswGraph(index);
    }

    static HnswGraph empty(HnswConfig config) {
        return new HnswGraph(empty(config, 0));
    }

    private static HnswIndex<String, float[], Node, Float> empty(HnswConfig config, int size) {
        return HnswIndex.newBuilder(config.dimensions(), HnswGraph::distance, Math.max(1, size))
                .withM(config.m())
                .withEfConstruction(config.efConstruction())
                .withEf(config.ef())
                .<String, Node>build();
    }

    private static Float distance(float[] a, float[] b) {
        return 1 - DotProduct.of(a, b);
    }

    int size() {
        return index.size();
    }

    /** The vector that {@code id} had when the graph was built. */
    float @Nullable [] vector(String id) {
        return index.get(id).map(Node::vector).orElse(null);
    }

    void forEachId(Consumer<String> consumer) {
        index.items().forEach(node -> consumer.accept(node.id()));
    }

    /** Ids of about the {@code k} closest nodes; sometimes fewer. */
    List<String> nearest(float[] unit, int k) {
        List<SearchResult<Node, Float>> results = index.findNearest(unit, k);
        return results.stream().map(result -> result.item().id()).toList();
    }
}

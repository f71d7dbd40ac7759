package io.feedrank.ranking.index;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Compares the query with every vector: the reference that other indexes are measured against. */
public final class ExactVectorIndex implements VectorIndex {
    private final int dimensions;
    private final Map<String, float[]> vectors = new ConcurrentHashMap<>();

    public ExactVectorIndex(int dimensions) {
        this.dimensions = Vectors.dimensions(dimensions);
    }

    @Override
    public void upsert(String id, float[] vector) {
        vectors.put(id, Vectors.unit(vector, dimensions));
    }

    @Override
    public boolean delete(String id) {
        return vectors.remove(id) != null;
    }

    @Override
    public List<Neighbour> search(float[] query, int k) {
        float[] unit = Vectors.unit(query, dimensions);
        return scan(vectors, unit, Vectors.positive(k));
    }

    static List<Neighbour> scan(Map<String, float[]> vectors, float[] unit, int k) {
        TopNeighbours top = new TopNeighbours(k);
        vectors.forEach((id, vector) -> top.offer(id, DotProduct.of(unit, vector)));
        return top.closestFirst();
    }

    @Override
    public int size() {
        return vectors.size();
    }

    @Override
    public boolean contains(String id) {
        return vectors.containsKey(id);
    }

    @Override
    public float @Nullable [] vector(String id) {
        return vectors.get(id);
    }

    @Override
    public int dimensions() {
        return dimensions;
    }
}

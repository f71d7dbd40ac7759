package io.feedrank.ranking.index;

/** Compares the query with every vector: the reference for the others. */
public final class ExactVectorIndex extends StoredVectorIndex<NoStructure> {
    /** By cosine. */
    public ExactVectorIndex(int dimensions) {
        this(dimensions, Metric.COSINE);
    }

    public ExactVectorIndex(int dimensions, Metric metric) {
        super(dimensions, metric);
    }

    @Override
    String engine() {
        return "exact";
    }

    @Override
    NoStructure structureFor(VectorStore store) {
        return new NoStructure();
    }

    @Override
    SearchResult search(Contents<NoStructure> in, float[] prepared, SearchOptions options) {
        return DirectScan.search(in.store(), prepared, options, "every vector is compared");
    }

    @Override
    Learned learned(NoStructure structure) {
        return Learned.NOTHING;
    }

    @Override
    NoStructure restored(VectorStore store, Learned learned) {
        return structureFor(store);
    }
}

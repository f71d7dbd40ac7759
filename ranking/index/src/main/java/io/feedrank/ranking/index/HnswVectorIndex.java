package io.feedrank.ranking.index;

/**
 * Approximate search in an HNSW graph that hnswlib-core built, and among the codes of the vectors
 * that came since. When too much has changed, a new graph is built beside the old one on a thread
 * of its own and takes its place; searches never wait. Filters are looked at on the way through the
 * graph. Where that would get lost, because few nodes pass, and when a search comes back short, the
 * exact scan answers instead.
 *
 * <p>Snapshots hold the vectors, not the graph: after a restore it is built again in the
 * background, and until then every vector is compared.
 */
public final class HnswVectorIndex extends StoredVectorIndex<HnswStructure> {
    private final HnswConfig config;

    public HnswVectorIndex(HnswConfig config) {
        super(config.dimensions(), config.metric());
        this.config = config;
    }

    @Override
    String engine() {
        return "hnsw";
    }

    @Override
    HnswStructure structureFor(VectorStore store) {
        return new HnswStructure(store, config);
    }

    @Override
    SearchResult search(Contents<HnswStructure> in, float[] prepared, SearchOptions options) {
        VectorStore store = in.store();
        if (options.recall() == 1) {
            return DirectScan.search(store, prepared, options, "the exact answer was asked for");
        }
        if (in.structure().generation().graph.size() == 0) {
            return DirectScan.search(store, prepared, options, "no graph yet");
        }
        SlotFilter filter = SlotFilter.of(store, options.filter());
        return HnswSearch.search(
                store, in.structure(), prepared, options, filter, filter.selectivity());
    }

    @Override
    Learned learned(HnswStructure structure) {
        return new Learned(null, structure.linked());
    }

    @Override
    HnswStructure restored(VectorStore store, Learned learned) {
        return HnswStructure.restored(store, config, learned.graph());
    }
}

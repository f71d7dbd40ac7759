package io.feedrank.ranking.index;

/**
 * Vectors as codes of 8 bits, scanned block by block with SIMD; the best by code are compared as
 * floats. From some ten thousand vectors on, a coarse partition leads the scan to the lists where
 * neighbours are likely, as many as the recall asked for takes on these very data. Filters are
 * looked at within the scan; a search that comes back short is repeated over everything.
 */
public final class QuantizedVectorIndex extends StoredVectorIndex<QuantizedStructure> {
    private final QuantizedConfig config;

    public QuantizedVectorIndex(QuantizedConfig config) {
        super(config.dimensions(), config.metric());
        this.config = config;
    }

    @Override
    String engine() {
        return "quantized";
    }

    @Override
    QuantizedStructure structureFor(VectorStore store) {
        return new QuantizedStructure(store, config);
    }

    @Override
    SearchResult search(Contents<QuantizedStructure> in, float[] prepared, SearchOptions options) {
        VectorStore store = in.store();
        if (options.recall() == 1) {
            return DirectScan.search(store, prepared, options, "the exact answer was asked for");
        }
        if (!in.structure().isFitted()) {
            return DirectScan.search(store, prepared, options, "no codes yet");
        }
        SlotFilter filter = SlotFilter.of(store, options.filter());
        return QuantizedSearch.search(
                store, in.structure(), prepared, options, filter, filter.selectivity());
    }

    @Override
    Learned learned(QuantizedStructure structure) {
        return new Learned(structure.partition(), null);
    }

    @Override
    QuantizedStructure restored(VectorStore store, Learned learned) {
        return QuantizedStructure.restored(store, config, learned.partition());
    }
}

package io.feedrank.ranking.index;

/**
 * One store under several engines; each search goes to the one that the {@link Planner} expects to
 * be the cheapest for its filter, its k and its recall, and the result says which and why.
 */
public final class PlannedVectorIndex extends StoredVectorIndex<PlannedStructure> {
    private final PlannerConfig config;

    public PlannedVectorIndex(PlannerConfig config) {
        super(config.quantized().dimensions(), config.quantized().metric());
        this.config = config;
    }

    @Override
    String engine() {
        return "planner";
    }

    @Override
    PlannedStructure structureFor(VectorStore store) {
        return new PlannedStructure(
                new QuantizedStructure(store, config.quantized()),
                config.graph() == null ? null : new HnswStructure(store, config.graph()));
    }

    @Override
    SearchResult search(Contents<PlannedStructure> in, float[] prepared, SearchOptions options) {
        VectorStore store = in.store();
        PlannedStructure structure = in.structure();
        SlotFilter filter = SlotFilter.of(store, options.filter());
        double selectivity = filter.selectivity();
        Planner.Plan plan = Planner.plan(store, structure, options, filter, selectivity);
        SearchResult result =
                switch (plan.engine()) {
                    case DIRECT -> DirectScan.search(store, prepared, options, plan.reason());
                    case CODES ->
                            QuantizedSearch.search(
                                    store,
                                    structure.quantized,
                                    prepared,
                                    options,
                                    filter,
                                    selectivity);
                    case GRAPH ->
                            HnswSearch.search(
                                    store, plan.graph(), prepared, options, filter, selectivity);
                };
        SearchExplanation explanation = result.explanation();
        return plan.engine() == Planner.Engine.DIRECT
                ? result
                : new SearchResult(
                        result.neighbours(),
                        explanation.because(explanation.reason() + "; " + plan.reason()));
    }

    @Override
    Learned learned(PlannedStructure structure) {
        return new Learned(
                structure.quantized.partition(),
                structure.graph == null ? null : structure.graph.linked());
    }

    @Override
    PlannedStructure restored(VectorStore store, Learned learned) {
        HnswConfig graph = config.graph();
        return new PlannedStructure(
                QuantizedStructure.restored(store, config.quantized(), learned.partition()),
                graph == null ? null : HnswStructure.restored(store, graph, learned.graph()));
    }
}

package io.feedrank.ranking.index;

import java.util.List;

/** One search through a graph and the codes beside it. */
final class HnswSearch {
    /** Of the codes beside the graph, which nothing was learned on. */
    private static final Calibration.Effort WHOLE = new Calibration.Effort(Integer.MAX_VALUE, 1.25);

    private HnswSearch() {}

    static SearchResult search(
            VectorStore store,
            HnswStructure structure,
            float[] prepared,
            SearchOptions options,
            SlotFilter filter,
            double selectivity) {
        HnswStructure.Generation generation = structure.generation();
        int k = options.k();
        double share = selectivity * HnswStructure.alive(generation);
        // The k closest that may be found lie among more nodes than were calibrated for; beyond
        // the count that ef itself takes for it, their ways are longer by about this.
        int among =
                (int)
                        Math.min(
                                Integer.MAX_VALUE / 128,
                                Math.ceil(k / Math.sqrt(Math.max(share, 1e-9))));
        int wanted = Math.max(k, generation.calibration.ef(among, options.recall()));
        int ef = Math.min(wanted, generation.graph.size());
        if (share < 1 && Planner.isGraphDearer(store, ef, share, filter, selectivity)) {
            return DirectScan.search(
                    store,
                    prepared,
                    options,
                    String.format(
                            "of the graph's nodes %.4f can be found: the scan is shorter", share));
        }
        Scratch scratch = Scratch.ofThread();
        Selection fresh = scratch.candidates;
        Partition codes = generation.fresh.partition();
        int scanned = generation.fresh.search(prepared, k, WHOLE, filter, codes, scratch).visited();
        Selection all = scratch.centres;
        all.reset(ef + fresh.size());
        boolean plain = filter.isAll() && generation.tombstones() == 0;
        int looked =
                generation.graph.search(
                        store,
                        prepared,
                        ef,
                        Integer.MAX_VALUE,
                        plain ? null : filter,
                        all,
                        scratch);
        for (int i = 0; i < fresh.size(); i++) {
            all.offer(fresh.slot(i), fresh.score(i));
        }
        List<Neighbour> best = Ranking.best(store, all, k);
        if (best.size() < Math.min(k, store.size())) {
            return DirectScan.search(
                    store, prepared, options, "the graph gave " + best.size() + " of " + k);
        }
        return new SearchResult(
                best,
                new SearchExplanation(
                        "hnsw", "the graph with ef " + ef, selectivity, looked + scanned, false));
    }
}

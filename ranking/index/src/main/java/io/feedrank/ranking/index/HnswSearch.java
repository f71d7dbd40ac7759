package io.feedrank.ranking.index;

import java.util.List;

/** One search through a graph and the codes beside it. */
final class HnswSearch {
    /** With fewer nodes to be found, the way through the others costs more than a scan. */
    private static final double LEAST_SHARE = 0.1;

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
        long replacements = store.replacements();
        HnswStructure.Generation generation = structure.generation();
        int k = options.k();
        double share = selectivity * HnswStructure.alive(generation);
        if (share < LEAST_SHARE) {
            return DirectScan.search(
                    store,
                    prepared,
                    options,
                    String.format("only %.4f of the graph can be found", share));
        }
        Scratch scratch = Scratch.ofThread();
        Selection fresh = scratch.candidates;
        Partition codes = generation.fresh.partition();
        int scanned = generation.fresh.search(prepared, k, WHOLE, filter, codes, scratch).visited();
        Selection all = scratch.centres;
        // The k closest that may be found lie among more nodes than were calibrated for; beyond
        // the count that ef itself takes for it, their ways are longer by about this.
        int among = (int) Math.min(Integer.MAX_VALUE / 128, Math.ceil(k / Math.sqrt(share)));
        int wanted = Math.max(k, generation.calibration.ef(among, options.recall()));
        int ef = Math.min(wanted, generation.graph.size());
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
        List<Neighbour> best = Ranking.best(store, all, k, replacements);
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

package io.feedrank.ranking.index;

import java.util.List;

/** One search among codes: how many lists, and again over all of them when it came back short. */
final class QuantizedSearch {
    private QuantizedSearch() {}

    static SearchResult search(
            VectorStore store,
            QuantizedStructure structure,
            float[] prepared,
            SearchOptions options,
            SlotFilter filter,
            double selectivity) {
        long replacements = store.replacements();
        Partition partition = structure.partition();
        int k = options.k();
        Scratch scratch = Scratch.ofThread();
        SlotFilter within = filter.isAll() ? null : filter;
        int probes = probes(partition, k, options.recall(), selectivity);
        QuantizedStructure.Found found =
                structure.search(prepared, k, probes, within, partition, scratch);
        List<Neighbour> best = Ranking.best(store, found.selection(), k, replacements);
        int visited = found.visited();
        String reason =
                probes >= partition.lists()
                        ? "all codes"
                        : probes + " of " + partition.lists() + " lists";
        if (best.size() < k && probes < partition.lists()) {
            found = structure.search(prepared, k, partition.lists(), within, partition, scratch);
            best = Ranking.best(store, found.selection(), k, replacements);
            visited += found.visited();
            reason += ", then all codes since " + k + " were wanted";
        }
        String engine = partition.centroids == null ? "scan" : "ivf";
        return new SearchResult(
                best, new SearchExplanation(engine, reason, selectivity, visited, false));
    }

    /** Lists to look through: for a filter, as for the neighbours among which k pass it. */
    static int probes(Partition partition, int k, double recall, double selectivity) {
        if (partition.centroids == null) {
            return Integer.MAX_VALUE;
        }
        double among = k / Math.max(selectivity, 1e-4);
        return Math.min(partition.lists(), partition.calibration().probes(among, recall));
    }
}

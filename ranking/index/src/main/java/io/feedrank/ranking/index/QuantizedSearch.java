package io.feedrank.ranking.index;

import java.util.List;

/** One search among codes: how many lists, and again over all of them when it came back short. */
final class QuantizedSearch {
    /** Under a filter, recall asked for is overshot by this share of what may be missed. */
    private static final double FILTER_MARGIN = 0.3;

    private QuantizedSearch() {}

    static SearchResult search(
            VectorStore store,
            QuantizedStructure structure,
            float[] prepared,
            SearchOptions options,
            SlotFilter filter,
            double selectivity) {
        Partition partition = structure.partition();
        int k = options.k();
        Scratch scratch = Scratch.ofThread();
        SlotFilter within = filter.isAll() ? null : filter;
        Calibration.Effort effort = effort(partition, k, options.recall(), selectivity);
        int probes = effort.probes();
        QuantizedStructure.Found found =
                structure.search(prepared, k, effort, within, partition, scratch);
        List<Neighbour> best = Ranking.best(store, found.selection(), k);
        int visited = found.visited();
        String reason =
                probes >= partition.lists()
                        ? "all codes"
                        : probes + " of " + partition.lists() + " lists";
        if (best.size() < k && probes < partition.lists()) {
            Calibration.Effort more = new Calibration.Effort(partition.lists(), effort.overfetch());
            found = structure.search(prepared, k, more, within, partition, scratch);
            best = Ranking.best(store, found.selection(), k);
            visited += found.visited();
            reason += ", then all codes since " + k + " were wanted";
        }
        String engine = partition.centroids == null ? "scan" : "ivf";
        return new SearchResult(
                best, new SearchExplanation(engine, reason, selectivity, visited, false));
    }

    /** What it takes: under a filter, as for the neighbours among which k pass it. */
    static Calibration.Effort effort(
            Partition partition, int k, double recall, double selectivity) {
        // What passes is few, and lies unevenly among the neighbours that curves were learned on.
        double asked = selectivity < 1 ? recall + FILTER_MARGIN * (1 - recall) : recall;
        Calibration.Effort effort = partition.effort(k / Math.max(selectivity, 1e-4), asked);
        return new Calibration.Effort(
                Math.min(partition.lists(), effort.probes()), effort.overfetch());
    }
}

package io.feedrank.ranking.index;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Picks the engine that should answer a search with the least work. */
final class Planner {
    /** What one of each costs, in nanoseconds, measured at 64 dimensions: their ratios matter. */
    private static final double FILTER_A_SLOT = 3;

    /** In the order of lists rather than of slots: its attributes are elsewhere in memory. */
    private static final double FILTER_A_SCATTERED_SLOT = 50;

    private static final double COMPARE_FLOATS = 25;
    private static final double COMPARE_CODES = 2.5;
    private static final double RANK_A_CANDIDATE = 60;
    private static final double VISIT_A_NODE = 70;
    private static final double NODES_FOR_EACH_OF_EF = 9;

    private Planner() {}

    enum Engine {
        DIRECT,
        CODES,
        GRAPH
    }

    /**
     * What was picked.
     *
     * @param graph when it is the graph
     */
    record Plan(Engine engine, String reason, @Nullable HnswStructure structure) {
        HnswStructure graph() {
            if (structure == null) {
                throw new IllegalStateException("there is no graph");
            }
            return structure;
        }
    }

    static Plan plan(
            VectorStore store,
            PlannedStructure structure,
            SearchOptions options,
            SlotFilter filter,
            double selectivity) {
        if (options.recall() == 1) {
            return new Plan(Engine.DIRECT, "the exact answer was asked for", null);
        }
        if (!structure.quantized.isFitted()) {
            return new Plan(Engine.DIRECT, "no codes yet", null);
        }
        double direct = direct(store, filter, selectivity);
        double codes = codes(structure.quantized.partition(), options, filter, selectivity);
        HnswStructure graph = structure.graph;
        double nodes =
                graph == null ? Double.POSITIVE_INFINITY : graph(graph, options, selectivity);
        if (direct <= codes && direct <= nodes) {
            return new Plan(Engine.DIRECT, reason("comparing what passes", direct, codes), null);
        }
        return codes <= nodes
                ? new Plan(Engine.CODES, reason("codes", codes, Math.min(direct, nodes)), null)
                : new Plan(Engine.GRAPH, reason("the graph", nodes, codes), graph);
    }

    private static double direct(VectorStore store, SlotFilter filter, double selectivity) {
        double matching = selectivity * store.size();
        double looked = filter.isAll() ? 0 : filter.candidates();
        return looked * FILTER_A_SLOT + matching * COMPARE_FLOATS;
    }

    private static double codes(
            Partition partition, SearchOptions options, SlotFilter filter, double selectivity) {
        Calibration.Effort effort =
                QuantizedSearch.effort(partition, options.k(), options.recall(), selectivity);
        double share = Math.min(1, (double) effort.probes() / partition.lists());
        double visited = share * partition.places();
        double shortOf = visited * selectivity < options.k() ? partition.places() : 0;
        double asked = filter.isAll() ? 0 : asked(visited, options.k(), selectivity);
        return (visited + shortOf + partition.lists()) * COMPARE_CODES
                + asked * FILTER_A_SCATTERED_SLOT
                + options.k() * RANK_A_CANDIDATE;
    }

    /**
     * How many of those looked at beat the k-th best that passes so far: all until there are k, and
     * from then on a share that falls as one over those looked at.
     */
    private static double asked(double visited, int k, double selectivity) {
        double first = k / Math.max(selectivity, 1e-6);
        return visited <= first ? visited : first * (1 + Math.log(visited / first));
    }

    /** Whether the way through a graph to {@code ef} nodes that pass costs more than a scan. */
    static boolean isGraphDearer(
            VectorStore store, double ef, double share, SlotFilter filter, double selectivity) {
        double way = ef / Math.max(share, 1e-6) * NODES_FOR_EACH_OF_EF * VISIT_A_NODE;
        return way > direct(store, filter, selectivity);
    }

    private static double graph(HnswStructure graph, SearchOptions options, double selectivity) {
        HnswStructure.Generation now = graph.generation();
        if (now.graph.size() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double share = selectivity * HnswStructure.alive(now);
        double ef = now.calibration.ef(options.k(), options.recall()) / Math.max(share, 1e-6);
        return ef * NODES_FOR_EACH_OF_EF * VISIT_A_NODE + graph.pending() * COMPARE_CODES;
    }

    private static String reason(String what, double cost, double next) {
        return String.format(
                Locale.ROOT,
                "%s expected to take %.2f ms, the next best %.2f",
                what,
                cost / 1e6,
                next / 1e6);
    }
}

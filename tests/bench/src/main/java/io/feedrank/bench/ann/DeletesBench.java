package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.SearchResult;
import io.feedrank.ranking.index.VectorIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Most vectors of a graph deleted: four in five, where the graph still answers, and nine in ten.
 * How many searches come back with too few, what answered them, and how well.
 */
final class DeletesBench {
    private static final int QUERIES = 50;

    private final VectorSet set;
    private final VectorIndex index;
    private final BitSet alive = new BitSet();

    DeletesBench(VectorSet set, VectorIndex index) {
        this.set = set;
        this.index = index;
        alive.set(0, set.size());
    }

    Map<String, Object> run() {
        List<Map<String, Object>> steps = new ArrayList<>();
        keepOneIn(5);
        steps.addAll(look(0.8));
        keepOneIn(10);
        List<Map<String, Object>> last = look(0.9);
        steps.addAll(last);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("engine", "hnsw");
        result.put("deleted", 0.9);
        result.put("searches", sum(last, "searches"));
        result.put("short_results", sum(steps, "short_results"));
        result.put("steps", steps);
        return result;
    }

    private static int sum(List<Map<String, Object>> steps, String name) {
        return steps.stream().mapToInt(step -> (int) Objects.requireNonNull(step.get(name))).sum();
    }

    private void keepOneIn(int rows) {
        for (int row = 0; row < set.size(); row++) {
            if (row % rows != 0 && alive.get(row)) {
                index.delete(Integer.toString(row));
                alive.clear(row);
            }
        }
    }

    private List<Map<String, Object>> look(double deleted) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int k : new int[] {10, 100, 1_000}) {
            Map<String, Object> step = new LinkedHashMap<>();
            step.put("deleted", deleted);
            step.put("k", k);
            look(k, step);
            steps.add(step);
        }
        return steps;
    }

    private void look(int k, Map<String, Object> step) {
        int queries = Math.min(QUERIES, set.queries().length);
        int most = Math.min(k, alive.cardinality());
        Map<String, Integer> engines = new TreeMap<>();
        long[] cpu = new long[queries];
        int shortOnes = 0;
        int hits = 0;
        for (int query = 0; query < queries; query++) {
            float[] vector = set.queries()[query];
            index.search(vector, SearchOptions.top(k));
            long start = Cpu.thread();
            SearchResult result = index.search(vector, SearchOptions.top(k));
            cpu[query] = Cpu.thread() - start;
            engines.merge(result.explanation().engine(), 1, Integer::sum);
            shortOnes += result.neighbours().size() < most ? 1 : 0;
            Set<Integer> truth = Truth.nearest(set, vector, alive, k);
            for (Neighbour neighbour : result.neighbours()) {
                hits += truth.remove(Integer.valueOf(neighbour.id())) ? 1 : 0;
            }
        }
        step.put("searches", queries);
        step.put("short_results", shortOnes);
        step.put("engines", engines);
        step.put("recall", Measurement.rounded((double) hits / (queries * (double) most), 5));
        step.put("cpu_ms_median", Measurement.millis(Measurement.quantile(cpu, 0.5)));
    }
}

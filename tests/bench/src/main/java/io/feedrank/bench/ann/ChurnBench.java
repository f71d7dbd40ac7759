package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.VectorIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A simulated day: in each of 24 hours new vectors come and old ones go, a fifth of all together.
 */
final class ChurnBench {
    private static final int HOURS = 24;
    private static final double SHARE = 0.2;
    private static final int QUERIES = 30;

    private final VectorSet set;
    private final VectorIndex index;
    private final float[][] coming;

    /**
     * A day.
     *
     * @param index holds the whole set
     * @param coming vectors that are not in the set, a fifth as many
     */
    ChurnBench(VectorSet set, VectorIndex index, float[][] coming) {
        this.set = set;
        this.index = index;
        this.coming = coming;
    }

    static int comingFor(int size) {
        return (int) (SHARE * size);
    }

    /** The state after an hour. */
    record Hour(int hour, double recall, double cpuMillis, long heapBytes) {}

    List<Hour> run() {
        List<Hour> hours = new ArrayList<>();
        hours.add(look(0));
        int done = 0;
        for (int hour = 1; hour <= HOURS; hour++) {
            int upTo = (int) ((long) coming.length * hour / HOURS);
            for (; done < upTo; done++) {
                index.upsert("new" + done, coming[done]);
                index.delete(Integer.toString(done));
            }
            hours.add(look(hour));
        }
        return hours;
    }

    private Hour look(int hour) {
        int k = Math.min(1_000, set.size() / 10);
        SearchOptions options = SearchOptions.top(k);
        int queries = Math.min(QUERIES, set.queries().length);
        long[] cpu = new long[queries];
        int hits = 0;
        int wanted = 0;
        for (int round = 0; round < 2; round++) {
            hits = 0;
            wanted = 0;
            for (int query = 0; query < queries; query++) {
                float[] vector = set.queries()[query];
                long start = Cpu.thread();
                List<Neighbour> found = index.search(vector, options).neighbours();
                cpu[query] = Cpu.thread() - start;
                Set<String> truth = new HashSet<>();
                index.search(vector, options.recalling(1))
                        .neighbours()
                        .forEach(neighbour -> truth.add(neighbour.id()));
                wanted += truth.size();
                hits += (int) found.stream().filter(one -> truth.contains(one.id())).count();
            }
        }
        return new Hour(
                hour,
                Measurement.rounded((double) hits / wanted, 5),
                Measurement.millis(Measurement.quantile(cpu, 0.5)),
                heap());
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    static Map<String, Object> report(List<Hour> hours) {
        Hour before = hours.get(0);
        Hour after = hours.get(hours.size() - 1);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("hours", HOURS);
        report.put("recall_before", before.recall());
        report.put("recall_after", after.recall());
        report.put("cpu_ms_before", before.cpuMillis());
        report.put("cpu_ms_after", after.cpuMillis());
        report.put("heap_mb_before", before.heapBytes() >> 20);
        report.put("heap_mb_after", after.heapBytes() >> 20);
        return report;
    }
}

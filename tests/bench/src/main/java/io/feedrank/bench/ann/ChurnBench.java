package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Attributes;
import io.feedrank.ranking.index.Neighbour;
import io.feedrank.ranking.index.SearchOptions;
import io.feedrank.ranking.index.VectorIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A simulated day: in each of 24 hours new vectors come and old ones go, a fifth of all together.
 */
final class ChurnBench {
    private static final int HOURS = 24;
    private static final double SHARE = 0.2;
    private static final int QUERIES = 30;

    private final VectorSet set;
    private final VectorIndex index;
    private final int from;
    private final BitSet alive = new BitSet();

    /**
     * A day.
     *
     * @param set all vectors that are ever there
     * @param index holds the first of them
     * @param from the first row that is still to come
     */
    ChurnBench(VectorSet set, VectorIndex index, int from) {
        this.set = set;
        this.index = index;
        this.from = from;
        alive.set(0, from);
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
            int upTo = (int) ((long) (set.size() - from) * hour / HOURS);
            for (; done < upTo; done++) {
                int row = from + done;
                index.upsert(Integer.toString(row), set.base()[row], attributes(row));
                alive.set(row);
                index.delete(Integer.toString(done));
                alive.clear(done);
            }
            if (index.size() != alive.cardinality()) {
                throw new IllegalStateException(
                        "got " + index.size() + " vectors, expected " + alive.cardinality());
            }
            hours.add(look(hour));
        }
        return hours;
    }

    /** Every tenth is by an author who was not there before. */
    private static Attributes attributes(int row) {
        Attributes known = Filters.attributes(row);
        return row % 10 == 0
                ? known.described(known.language(), known.topic(), "new" + row)
                : known;
    }

    private Hour look(int hour) {
        int k = Math.min(1_000, set.size() / 10);
        SearchOptions options = SearchOptions.top(k);
        int queries = Math.min(QUERIES, set.queries().length);
        List<Set<Integer>> truths =
                IntStream.range(0, queries)
                        .parallel()
                        .mapToObj(query -> Truth.nearest(set, set.queries()[query], alive, k))
                        .toList();
        long[] cpu = new long[queries];
        int hits = 0;
        int wanted = 0;
        for (int query = 0; query < queries; query++) {
            float[] vector = set.queries()[query];
            index.search(vector, options);
            long start = Cpu.thread();
            List<Neighbour> found = index.search(vector, options).neighbours();
            cpu[query] = Cpu.thread() - start;
            Set<Integer> truth = truths.get(query);
            wanted += truth.size();
            for (Neighbour neighbour : found) {
                hits += truth.remove(Integer.valueOf(neighbour.id())) ? 1 : 0;
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

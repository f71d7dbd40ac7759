package io.feedrank.bench.ann;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Times the searches of a contender that was tuned. */
final class Measurement {
    private static final int FILTERED_QUERIES = 40;

    private final VectorSet set;
    private final Truth truth;
    private final long nanosForRate;
    private final int rounds;

    /**
     * A measurement.
     *
     * @param rounds times that each query is timed, after one that is not
     * @param nanosForRate how long two threads search
     */
    Measurement(VectorSet set, Truth truth, int rounds, long nanosForRate) {
        this.set = set;
        this.truth = truth;
        this.rounds = rounds;
        this.nanosForRate = nanosForRate;
    }

    /** A row of the report. */
    Row row(Contender contender, int k, double goal, double recall) {
        int queries = set.queries().length;
        long[] cpu = new long[queries * rounds];
        long[] wall = new long[queries * rounds];
        for (int round = -1; round < rounds; round++) {
            for (int query = 0; query < queries; query++) {
                long wallStart = System.nanoTime();
                long cpuStart = Cpu.thread();
                contender.search(set.queries()[query], k);
                long cpuTook = Cpu.thread() - cpuStart;
                long wallTook = System.nanoTime() - wallStart;
                if (round >= 0) {
                    cpu[round * queries + query] = cpuTook;
                    wall[round * queries + query] = wallTook;
                }
            }
        }
        Row.Speed speed =
                new Row.Speed(
                        millis(quantile(cpu, 0.5)),
                        millis(quantile(wall, 0.99)),
                        rounded(rate(contender, k), 1));
        return new Row(contender, k, goal, recall, speed, filters(contender, k));
    }

    /** CPU of a search, the median over all queries and rounds. */
    double cpuMillis(Contender contender, int k) {
        int queries = set.queries().length;
        long[] cpu = new long[queries * rounds];
        for (int round = -1; round < rounds; round++) {
            for (int query = 0; query < queries; query++) {
                long start = Cpu.thread();
                contender.search(set.queries()[query], k);
                if (round >= 0) {
                    cpu[round * queries + query] = Cpu.thread() - start;
                }
            }
        }
        return millis(quantile(cpu, 0.5));
    }

    private Map<String, Object> filters(Contender contender, int k) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Filters.Filter filter : Filters.ALL) {
            Map<String, Object> one = filtered(contender, k, filter);
            if (one != null) {
                all.put(filter.share(), one);
            }
        }
        return all;
    }

    private @Nullable Map<String, Object> filtered(
            Contender contender, int k, Filters.Filter filter) {
        int queries = Math.min(FILTERED_QUERIES, set.queries().length);
        int[][] found = new int[queries][];
        long[] cpu = new long[queries];
        for (int round = 0; round < 2; round++) {
            for (int query = 0; query < queries; query++) {
                long start = Cpu.thread();
                int[] rows = contender.search(set.queries()[query], k, filter);
                cpu[query] = Cpu.thread() - start;
                if (rows == null) {
                    return null;
                }
                found[query] = rows;
            }
        }
        int wrong = 0;
        for (int[] rows : found) {
            for (int row : rows) {
                wrong += filter.passes(row) ? 0 : 1;
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("recall", rounded(truth.recall(filter.share(), found, k), 5));
        result.put("cpu_ms_median", millis(quantile(cpu, 0.5)));
        result.put("wrong", wrong);
        return result;
    }

    private double rate(Contender contender, int k) {
        AtomicInteger next = new AtomicInteger();
        AtomicLong done = new AtomicLong();
        long start = System.nanoTime();
        Runnable searching =
                () -> {
                    do {
                        int query = next.getAndIncrement() % set.queries().length;
                        contender.search(set.queries()[query], k);
                        done.incrementAndGet();
                    } while (System.nanoTime() - start < nanosForRate);
                };
        Thread other = new Thread(searching, "second-searcher");
        other.start();
        searching.run();
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return done.get() / ((System.nanoTime() - start) / 1e9);
    }

    static double quantile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    static double millis(double nanos) {
        return rounded(nanos / 1e6, 4);
    }

    static double rounded(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.rint(value * scale) / scale;
    }
}

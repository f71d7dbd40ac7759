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

    /** CPU time after which a row has been measured enough. */
    private static final long MOST_NANOS = 3_000_000_000L;

    private static final int LEAST_TIMED = 40;

    private final VectorSet set;
    private final Truth truth;
    private final long nanosForRate;
    private final int rounds;

    /**
     * A measurement.
     *
     * @param rounds times that each query is timed at most
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
        long[] cpu = new long[set.queries().length * rounds];
        long[] wall = new long[cpu.length];
        int done = time(contender, k, cpu, wall);
        cpu = Arrays.copyOf(cpu, done);
        wall = Arrays.copyOf(wall, done);
        Row.Speed speed =
                new Row.Speed(
                        millis(quantile(cpu, 0.5)),
                        millis(quantile(wall, 0.99)),
                        rounded(rate(contender, k), 1));
        return new Row(contender, k, goal, recall, speed, filters(contender, k));
    }

    /** CPU of a search, the median over the queries, each once, of which a slow one gets few. */
    double burstMillis(Contender contender, int k) {
        long[] cpu = new long[set.queries().length];
        int done = timed(contender, k, cpu, new long[cpu.length], MOST_NANOS / 4);
        return millis(quantile(Arrays.copyOf(cpu, done), 0.5));
    }

    /**
     * Times searches, all queries in turn, until there are enough or they have taken long enough: a
     * slow one is asked fewer times. How many were timed.
     */
    private int time(Contender contender, int k, long[] cpu, long[] wall) {
        int queries = set.queries().length;
        long warmUntil = Cpu.thread() + MOST_NANOS / 4;
        for (int query = 0; query < queries && Cpu.thread() < warmUntil; query++) {
            contender.find(set.queries()[query], k);
        }
        return timed(contender, k, cpu, wall, MOST_NANOS);
    }

    private int timed(Contender contender, int k, long[] cpu, long[] wall, long most) {
        int queries = set.queries().length;
        long until = Cpu.thread() + most;
        int done = 0;
        while (done < cpu.length && (done < LEAST_TIMED || Cpu.thread() < until)) {
            float[] query = set.queries()[done % queries];
            long wallStart = System.nanoTime();
            long cpuStart = Cpu.thread();
            contender.find(query, k);
            cpu[done] = Cpu.thread() - cpuStart;
            wall[done++] = System.nanoTime() - wallStart;
        }
        return done;
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
                Object answer = contender.find(set.queries()[query], k, filter);
                cpu[query] = Cpu.thread() - start;
                if (answer == null) {
                    return null;
                }
                found[query] = contender.rows(answer);
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
                        contender.find(set.queries()[query], k);
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

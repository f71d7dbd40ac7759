package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Metric;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What one core reads from memory in a second: no scan can be faster. */
final class MemoryLimit {
    private static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_256;
    private static final int ROUNDS = 6;

    private MemoryLimit() {}

    /** Gigabytes a second, the best of some rounds over {@code megabytes}. */
    static double gigabytesPerSecond(int megabytes) {
        long[] words = new long[megabytes << 17];
        double best = 0;
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = Cpu.thread();
            sum += sum(words);
            best = Math.max(best, words.length * 8.0 / (Cpu.thread() - start));
        }
        if (sum != 0) {
            throw new IllegalStateException("zeros do not add up to " + sum);
        }
        return best;
    }

    private static long sum(long[] words) {
        LongVector first = LongVector.zero(SPECIES);
        LongVector second = first;
        int step = 2 * SPECIES.length();
        for (int i = 0; i < words.length; i += step) {
            first = first.add(LongVector.fromArray(SPECIES, words, i));
            second = second.add(LongVector.fromArray(SPECIES, words, i + SPECIES.length()));
        }
        return first.add(second).reduceLanes(VectorOperators.ADD);
    }

    /**
     * The limit's part of the report.
     *
     * @param scanMillis CPU of a query that scans all codes
     */
    static Map<String, Object> report(double gigabytes, VectorSet set, double scanMillis) {
        int addend = set.metric() == Metric.EUCLIDEAN ? Float.BYTES : 0;
        double read = (double) set.size() * (set.dimensions() + addend);
        Map<String, Object> limit = new LinkedHashMap<>();
        limit.put("memory_gb_per_s", Measurement.rounded(gigabytes, 2));
        limit.put(
                "scan_share_of_bandwidth",
                Measurement.rounded(read / (scanMillis * 1e6) / gigabytes, 3));
        return limit;
    }
}

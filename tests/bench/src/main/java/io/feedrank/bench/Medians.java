package io.feedrank.bench;

import java.util.Arrays;
import java.util.List;

/** Order statistics. */
public final class Medians {
    private Medians() {}

    public static double of(List<Double> values) {
        return percentile(values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
    }

    /** The nearest rank. */
    public static double percentile(double[] values, int percent) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(sorted.length * percent / 100.0);
        return sorted[Math.max(0, rank - 1)];
    }
}

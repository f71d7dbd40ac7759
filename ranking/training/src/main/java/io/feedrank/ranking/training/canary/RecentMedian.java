package io.feedrank.ranking.training.canary;

import java.util.Arrays;
import java.util.Optional;

/** Median of the latest values. One thread uses it. */
final class RecentMedian {
    private static final int KEPT = 201;
    private static final int FEWEST = 20;

    private final double[] values = new double[KEPT];
    private int count;

    void add(double value) {
        values[count++ % KEPT] = value;
    }

    /** Empty until there are a few. */
    Optional<Double> median() {
        if (count < FEWEST) {
            return Optional.empty();
        }
        double[] sorted = Arrays.copyOf(values, Math.min(count, KEPT));
        Arrays.sort(sorted);
        return Optional.of(sorted[sorted.length / 2]);
    }
}

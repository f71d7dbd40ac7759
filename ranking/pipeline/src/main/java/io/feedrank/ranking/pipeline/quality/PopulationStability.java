package io.feedrank.ranking.pipeline.quality;

import java.util.Arrays;

/**
 * The population stability index of two samples of one value: the sum over bins of {@code (p - q)
 * ln(p / q)}, the symmetric Kullback-Leibler divergence. Bins are the reference's deciles, equal
 * ones taken together, and one more for what is below all of the reference; half a count is added
 * to each bin, so an empty one is finite. By convention of credit scoring, from which it comes,
 * less than 0.1 is no drift and more than 0.25 is one.
 */
final class PopulationStability {
    private static final int BINS = 10;
    private static final double SMOOTHING = 0.5;

    private PopulationStability() {}

    /**
     * The index of {@code current} beside {@code reference}.
     *
     * @param reference finite values, at least one; sorted in place
     * @param current finite values
     */
    static double between(float[] reference, float[] current) {
        Arrays.sort(reference);
        float[] edges = edges(reference);
        int[] expected = counts(edges, reference);
        int[] actual = counts(edges, current);
        double sum = 0;
        for (int bin = 0; bin < expected.length; bin++) {
            double q = share(expected[bin], reference.length, expected.length);
            double p = share(actual[bin], current.length, expected.length);
            sum += (p - q) * Math.log(p / q);
        }
        return sum;
    }

    /** Inclusive upper bounds of all bins but the last. */
    private static float[] edges(float[] sorted) {
        float[] edges = new float[BINS];
        edges[0] = Math.nextDown(sorted[0]);
        int count = 1;
        for (int bin = 1; bin < BINS; bin++) {
            float edge = sorted[(int) ((long) bin * sorted.length / BINS)];
            if (edge > edges[count - 1]) {
                edges[count++] = edge;
            }
        }
        return Arrays.copyOf(edges, count);
    }

    private static int[] counts(float[] edges, float[] values) {
        int[] counts = new int[edges.length + 1];
        for (float value : values) {
            // Zeros of either sign are one value.
            int at = Arrays.binarySearch(edges, value == 0 ? 0f : value);
            counts[at >= 0 ? at : -at - 1]++;
        }
        return counts;
    }

    private static double share(int count, int all, int bins) {
        return (count + SMOOTHING) / (all + SMOOTHING * bins);
    }
}

package io.feedrank.ranking.index;

import java.util.Arrays;

/**
 * Floats to codes of 8 bits: what is left of a vector when the mean is taken off, times a scale.
 * The scale is such that no code is beyond a byte, and no code vector longer than {@value
 * #LONGEST}. Neither is a query's, so by Cauchy and Schwarz no dot product exceeds 181² = 32,761:
 * it fits into 16 bits.
 */
final class Quantizer {
    private static final int LONGEST = 181;
    private static final int LARGEST = 127;

    private final Metric metric;
    private final float[] mean;
    private final float scale;

    /**
     * A quantizer for vectors like those given.
     *
     * @param vectors one after another
     */
    Quantizer(Metric metric, int dimensions, float[] vectors) {
        this.metric = metric;
        this.mean = mean(dimensions, vectors);
        double longest = 1e-6;
        double largest = 1e-6;
        for (int from = 0; from < vectors.length; from += dimensions) {
            double square = 0;
            for (int d = 0; d < dimensions; d++) {
                double rest = vectors[from + d] - mean[d];
                square += rest * rest;
                largest = Math.max(largest, Math.abs(rest));
            }
            longest = Math.max(longest, Math.sqrt(square));
        }
        this.scale =
                (float) Math.min(room(dimensions) / (1.02 * longest), LARGEST / (1.02 * largest));
    }

    Quantizer(Metric metric, float[] mean, float scale) {
        this.metric = metric;
        this.mean = mean;
        this.scale = scale;
    }

    private static float[] mean(int dimensions, float[] vectors) {
        double[] sums = new double[dimensions];
        for (int i = 0; i < vectors.length; i++) {
            sums[i % dimensions] += vectors[i];
        }
        float[] mean = new float[dimensions];
        int count = Math.max(1, vectors.length / dimensions);
        for (int d = 0; d < dimensions; d++) {
            mean[d] = (float) (sums[d] / count);
        }
        return mean;
    }

    /** The longest vector may get longer by half the diagonal of a unit cube when it is rounded. */
    private static double room(int dimensions) {
        return Math.max(LONGEST / 4.0, LONGEST - Math.sqrt(dimensions) / 2);
    }

    float[] mean() {
        return mean;
    }

    float scale() {
        return scale;
    }

    /** Codes of the vector at {@code from}; the addend of its similarity. */
    float encode(float[] vectors, int from, int[] codes) {
        double square = 0;
        long length = 0;
        for (int d = 0; d < mean.length; d++) {
            float rest = vectors[from + d] - mean[d];
            square += (double) rest * rest;
            int code = Math.max(-LARGEST, Math.min(LARGEST, Math.round(rest * scale)));
            codes[d] = code;
            length += (long) code * code;
        }
        if (length > (long) LONGEST * LONGEST) {
            double shrink = LONGEST / Math.sqrt(length);
            for (int d = 0; d < mean.length; d++) {
                codes[d] = (int) (codes[d] * shrink); // towards zero: never longer
            }
        }
        return metric == Metric.COSINE ? 0 : (float) -square;
    }

    /** The codes of a query, good until the next in the same room. */
    QueryCodes query(float[] prepared, QueryRoom room) {
        int dimensions = mean.length;
        room.fit(dimensions);
        float[] rest = room.rest;
        System.arraycopy(prepared, 0, rest, 0, dimensions);
        double offset = 0;
        double square = 0;
        for (int d = 0; d < dimensions; d++) {
            if (metric == Metric.COSINE) {
                offset += (double) prepared[d] * mean[d];
            } else {
                rest[d] -= mean[d];
            }
            square += (double) rest[d] * rest[d];
        }
        if (metric == Metric.EUCLIDEAN) {
            offset = -square;
        }
        double queryScale = room(dimensions) / Math.max(1e-9, Math.sqrt(square));
        short[] components = room.components;
        short[] spread = room.spread;
        int sum = 0;
        for (int d = 0; d < dimensions; d++) {
            short code = (short) Math.round(rest[d] * queryScale);
            components[d] = code;
            sum += code;
            Arrays.fill(spread, d * CodeKernel.LANES, (d + 1) * CodeKernel.LANES, code);
        }
        double factor = (metric == Metric.COSINE ? 1 : 2) / (queryScale * scale);
        double high = metric == Metric.COSINE ? offset + factor * Short.MAX_VALUE : 0;
        double longest = LONGEST / scale + Math.sqrt(square);
        double low =
                metric == Metric.COSINE
                        ? offset - factor * Short.MAX_VALUE
                        : -1.1 * longest * longest;
        return new QueryCodes(
                components,
                spread,
                (short) (128 * sum),
                (float) factor,
                (float) offset,
                (float) low,
                (float) high);
    }
}

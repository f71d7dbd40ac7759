package io.feedrank.bench.ann;

import java.util.Arrays;
import java.util.Random;

/**
 * A mixture of clusters of unequal weight and width, on the unit sphere. Centres are normal; the
 * weight of the r-th is 1/sqrt(r); a cluster's spread is 0.5 to 1.1 of the centres' own, so that
 * neighbours of a vector are its cluster's and others' too.
 */
final class GeneratedVectors {
    private static final int CENTRES = 2_000;
    private static final double LEAST_SPREAD = 0.5;
    private static final double MORE_SPREAD = 0.6;

    private final int dimensions;
    private final float[][] centres;
    private final double[] spreads;
    private final double[] upTo;

    GeneratedVectors(int dimensions, long seed) {
        Random random = new Random(seed);
        this.dimensions = dimensions;
        this.centres = new float[CENTRES][dimensions];
        this.spreads = new double[CENTRES];
        this.upTo = new double[CENTRES];
        double sum = 0;
        for (int c = 0; c < CENTRES; c++) {
            for (int d = 0; d < dimensions; d++) {
                centres[c][d] = (float) random.nextGaussian();
            }
            spreads[c] = LEAST_SPREAD + MORE_SPREAD * random.nextDouble();
            sum += 1 / Math.sqrt(c + 1.0);
            upTo[c] = sum;
        }
    }

    /** {@code count} vectors of unit length: the same for the same seed. */
    float[][] draw(int count, long seed) {
        Random random = new Random(seed);
        float[][] drawn = new float[count][];
        for (int i = 0; i < count; i++) {
            drawn[i] = next(random);
        }
        return drawn;
    }

    private float[] next(Random random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[CENTRES - 1]);
        int centre = Math.min(CENTRES - 1, found < 0 ? -found - 1 : found);
        float[] vector = new float[dimensions];
        double square = 0;
        for (int d = 0; d < dimensions; d++) {
            vector[d] = (float) (centres[centre][d] + spreads[centre] * random.nextGaussian());
            square += (double) vector[d] * vector[d];
        }
        float scale = (float) (1 / Math.sqrt(square));
        for (int d = 0; d < dimensions; d++) {
            vector[d] *= scale;
        }
        return vector;
    }
}

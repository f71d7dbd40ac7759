package io.feedrank.ranking.index;

import java.util.Random;

/** Vectors for tests. */
final class RandomVectors {
    private RandomVectors() {}

    static float[] next(Random random, int dimensions) {
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** One of {@code centres} with noise: what vectors of posts on few topics look like. */
    static float[] near(Random random, float[][] centres) {
        float[] vector = centres[random.nextInt(centres.length)].clone();
        for (int i = 0; i < vector.length; i++) {
            vector[i] += (float) (0.6 * random.nextGaussian());
        }
        return vector;
    }
}

package io.feedrank.ranking.index;

/** Checks what comes into an index and brings it to unit length. */
final class Vectors {
    /** Squares of shorter vectors are lost in float. */
    private static final double SHORTEST = 1e-12;

    private Vectors() {}

    /** A copy of {@code vector} as it is compared. */
    static float[] prepared(float[] vector, int dimensions, Metric metric) {
        return metric == Metric.COSINE
                ? unit(vector, dimensions)
                : finite(vector, dimensions).clone();
    }

    /** A copy of {@code vector} of unit length. */
    static float[] unit(float[] vector, int dimensions) {
        double square = 0;
        for (float component : finite(vector, dimensions)) {
            square += (double) component * component;
        }
        double length = Math.sqrt(square);
        if (length < SHORTEST) {
            throw new IllegalArgumentException(
                    "vector: got length " + length + ", expected one that has a direction");
        }
        float[] unit = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return unit;
    }

    private static float[] finite(float[] vector, int dimensions) {
        if (vector.length != dimensions) {
            throw new IllegalArgumentException(
                    "vector: got " + vector.length + " dimensions, expected " + dimensions);
        }
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(
                        "vector: component "
                                + i
                                + " is "
                                + vector[i]
                                + ", expected a finite number");
            }
        }
        return vector;
    }

    static int positive(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k: got " + k + ", expected 1 or more");
        }
        return k;
    }

    static int dimensions(int dimensions) {
        if (dimensions < 1) {
            throw new IllegalArgumentException(
                    "dimensions: got " + dimensions + ", expected 1 or more");
        }
        return dimensions;
    }
}

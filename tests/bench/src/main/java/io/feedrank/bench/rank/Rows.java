package io.feedrank.bench.rank;

import java.util.Random;

/** Inputs: an array a candidate, and all of them in one. */
final class Rows {
    private Rows() {}

    static float[][] random(int count, int width) {
        Random random = new Random(11);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = random.nextFloat() * 2 - 1;
            }
        }
        return rows;
    }

    static float[] pack(float[][] rows, int width) {
        float[] packed = new float[rows.length * width];
        pack(rows, width, packed);
        return packed;
    }

    static void pack(float[][] rows, int width, float[] packed) {
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, packed, i * width, width);
        }
    }
}

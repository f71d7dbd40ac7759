package io.feedrank.feature.text;

import io.feedrank.feature.config.FeedrankException;
import java.util.Arrays;

/**
 * One vector a bucket in bytes, each with a scale; buckets that training never met have none and
 * count as zero. Immutable.
 */
public final class Embedding {
    private static final int NONE = -1;

    private final int[] rowOf;
    private final float[] scales;
    private final byte[] rows;
    private final int width;

    /**
     * @param rowOf row of each bucket, or -1
     * @param scales {@code float[rows]}
     * @param rows {@code byte[rows × width]}
     */
    Embedding(int[] rowOf, float[] scales, byte[] rows, int width) {
        if (width < 1 || rows.length != (long) scales.length * width) {
            throw FeedrankException.badInput(
                    "embedding: got "
                            + rows.length
                            + " bytes, expected "
                            + scales.length
                            + " rows of "
                            + width);
        }
        DenseLayer.requireFinite(scales);
        this.rowOf = rowOf;
        this.scales = scales;
        this.rows = rows;
        this.width = width;
    }

    /**
     * Takes over trained weights; a component is off by at most half of 1/127 of the largest in its
     * row.
     *
     * @param weights {@code float[buckets × width]}
     */
    public static Embedding quantised(float[] weights, int width) {
        int buckets = weights.length / width;
        int[] rowOf = new int[buckets];
        float[] scales = new float[buckets];
        byte[] rows = new byte[weights.length];
        int count = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            float largest = 0;
            for (int i = 0; i < width; i++) {
                largest = Math.max(largest, Math.abs(weights[bucket * width + i]));
            }
            rowOf[bucket] = NONE;
            if (largest > 0) {
                rowOf[bucket] = count;
                scales[count] = largest / Byte.MAX_VALUE;
                for (int i = 0; i < width; i++) {
                    rows[count * width + i] =
                            (byte) Math.round(weights[bucket * width + i] / scales[count]);
                }
                count++;
            }
        }
        return new Embedding(
                rowOf, Arrays.copyOf(scales, count), Arrays.copyOf(rows, count * width), width);
    }

    public int buckets() {
        return rowOf.length;
    }

    public int width() {
        return width;
    }

    int[] rowOf() {
        return rowOf;
    }

    float[] scales() {
        return scales;
    }

    byte[] rows() {
        return rows;
    }

    /** Adds up what the features stand for; false when all are unknown. */
    boolean sum(TextFeatures features, float[] sum) {
        boolean known = false;
        for (int f = 0; f < features.size(); f++) {
            int row = rowOf[features.bucket(f)];
            if (row == NONE) {
                continue;
            }
            known = true;
            float factor = features.weight(f) * scales[row];
            int at = row * width;
            for (int i = 0; i < width; i++) {
                sum[i] += factor * rows[at + i];
            }
        }
        return known;
    }
}

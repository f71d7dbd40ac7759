package io.feedrank.feature.text;

import java.util.Arrays;

/**
 * What a text consists of: buckets with signed weights, in the order in which they were found; a
 * bucket may come more than once. Grows as it is filled; not thread-safe.
 */
public final class TextFeatures {
    private int[] buckets = new int[128];
    private float[] weights = new float[128];
    private int size;

    TextFeatures() {}

    void add(int bucket, float weight) {
        if (size == buckets.length) {
            buckets = Arrays.copyOf(buckets, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        buckets[size] = bucket;
        weights[size] = weight;
        size++;
    }

    /** Multiplies the weights from {@code first} on. */
    void scale(int first, float factor) {
        for (int i = first; i < size; i++) {
            weights[i] *= factor;
        }
    }

    public int size() {
        return size;
    }

    /** The bucket at {@code i}, from 0. */
    public int bucket(int i) {
        return buckets[i];
    }

    /** The signed weight at {@code i}. */
    public float weight(int i) {
        return weights[i];
    }
}

package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Mean of vectors, kept as sums in fixed point of 2^-20, so that the same vectors in any order give
 * equal bytes and bit-equal reads; within 1e-6 a component of the exact mean. Not thread-safe.
 */
public final class MeanVector {
    private static final double ONE = 1 << 20;

    private final long[] sums;
    private long count;

    public MeanVector(int dimensions) {
        this.sums = new long[dimensions];
    }

    /** Takes in {@code vector}, {@code float[dimensions]}. */
    public void add(float[] vector) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += Math.round(vector[i] * ONE);
        }
        count++;
    }

    /** Takes in all that {@code other} holds. */
    public void merge(MeanVector other) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.sums[i];
        }
        count += other.count;
    }

    /** The mean, {@code float[dimensions]}; null when nothing was added. */
    public float @Nullable [] mean() {
        if (count == 0) {
            return null;
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / ONE / count);
        }
        return mean;
    }

    /** The binary form of a mean of vectors of {@code dimensions}. */
    public static Codec<MeanVector> codec(int dimensions) {
        return new MeanVectorCodec(dimensions);
    }

    private record MeanVectorCodec(int dimensions) implements Codec<MeanVector> {
        @Override
        public void write(MeanVector value, DataOutput out) throws IOException {
            Varints.write(out, value.count);
            if (value.count > 0) {
                for (long sum : value.sums) {
                    Varints.write(out, sum << 1 ^ sum >> 63);
                }
            }
        }

        @Override
        public MeanVector read(DataInput in) throws IOException {
            MeanVector value = new MeanVector(dimensions);
            value.count = Varints.read(in);
            for (int i = 0; value.count > 0 && i < dimensions; i++) {
                long folded = Varints.read(in);
                value.sums[i] = folded >>> 1 ^ -(folded & 1);
            }
            return value;
        }
    }
}

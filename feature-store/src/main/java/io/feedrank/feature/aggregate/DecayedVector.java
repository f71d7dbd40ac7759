package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Exponentially decayed sum of vectors, read as a unit vector. Inherently float: the same vectors
 * in another order agree within 1e-4 a component of the unit vector. Not thread-safe.
 */
public final class DecayedVector {
    private final float[] sum;
    private float mass;
    private long newestSecond;

    public DecayedVector(int dimensions) {
        this.sum = new float[dimensions];
    }

    /**
     * Adds {@code vector} at {@code time}; an older one enters with what would be left of it by
     * now.
     */
    public void add(float[] vector, Instant time, Duration halfLife) {
        long second = time.getEpochSecond();
        double weight = 1;
        if (mass > 0 && second > newestSecond) {
            scale(left(second - newestSecond, halfLife));
        } else if (mass > 0) {
            weight = left(newestSecond - second, halfLife);
        }
        newestSecond = mass > 0 ? Math.max(newestSecond, second) : second;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (sum[i] + weight * vector[i]);
        }
        mass = (float) (mass + weight);
    }

    /** Takes in all that {@code other} holds, decayed at the same half-life. */
    public void merge(DecayedVector other, Duration halfLife) {
        if (other.mass == 0) {
            return;
        }
        double weight = 1;
        if (mass == 0) {
            newestSecond = other.newestSecond;
        } else if (other.newestSecond > newestSecond) {
            scale(left(other.newestSecond - newestSecond, halfLife));
            newestSecond = other.newestSecond;
        } else {
            weight = left(newestSecond - other.newestSecond, halfLife);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (sum[i] + weight * other.sum[i]);
        }
        mass = (float) (mass + weight * other.mass);
    }

    /**
     * Direction of the sum, unit length ({@code float[dimensions]}); null when nothing was added or
     * all cancels out.
     */
    public float @Nullable [] unit() {
        double square = 0;
        for (float component : sum) {
            square += (double) component * component;
        }
        if (square < 1e-12) {
            return null;
        }
        float scale = (float) (1 / Math.sqrt(square));
        float[] unit = new float[sum.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = sum[i] * scale;
        }
        return unit;
    }

    /** Decayed number of vectors, as of the newest. */
    public float mass() {
        return mass;
    }

    private void scale(double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (sum[i] * factor);
        }
        mass = (float) (mass * factor);
    }

    /**
     * In double: of a factor that is near one, a float rounds the same way every second, and after
     * some thousand of them the old and the new no longer weigh what they should.
     */
    private static double left(long seconds, Duration halfLife) {
        return StrictMath.exp(-StrictMath.log(2) * seconds / halfLife.toSeconds());
    }

    /** The binary form of vectors of {@code dimensions}. */
    public static Codec<DecayedVector> codec(int dimensions) {
        return new DecayedVectorCodec(dimensions);
    }

    private record DecayedVectorCodec(int dimensions) implements Codec<DecayedVector> {
        @Override
        public void write(DecayedVector value, DataOutput out) throws IOException {
            out.writeFloat(value.mass);
            out.writeLong(value.newestSecond);
            if (value.mass > 0) {
                for (float component : value.sum) {
                    out.writeFloat(component);
                }
            }
        }

        @Override
        public DecayedVector copy(DecayedVector value) {
            DecayedVector copy = new DecayedVector(dimensions);
            System.arraycopy(value.sum, 0, copy.sum, 0, dimensions);
            copy.mass = value.mass;
            copy.newestSecond = value.newestSecond;
            return copy;
        }

        @Override
        public DecayedVector read(DataInput in) throws IOException {
            DecayedVector value = new DecayedVector(dimensions);
            value.mass = in.readFloat();
            value.newestSecond = in.readLong();
            if (value.mass > 0) {
                for (int i = 0; i < dimensions; i++) {
                    value.sum[i] = in.readFloat();
                }
            }
            return value;
        }
    }
}

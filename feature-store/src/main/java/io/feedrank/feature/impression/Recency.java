package io.feedrank.feature.impression;

import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** How long ago something was, on a scale that a network takes. */
public final class Recency {
    /** The second of what never was. */
    public static final long NEVER = Long.MIN_VALUE;

    private static final long FAR = 30L * 24 * 3600;

    private Recency() {}

    /** {@code log(1 + minutes)}, of 30 days at most, and so for what never was. */
    public static double of(long second, long now) {
        long ago = second == NEVER ? FAR : Math.min(FAR, Math.max(0, now - second));
        return StrictMath.log1p(ago / 60.0);
    }

    // One more than the second, so that never is a single byte.
    static void write(DataOutput out, long second) throws IOException {
        Varints.write(out, second == NEVER ? 0 : second + 1);
    }

    static long read(DataInput in) throws IOException {
        long written = Varints.read(in);
        return written == 0 ? NEVER : written - 1;
    }
}

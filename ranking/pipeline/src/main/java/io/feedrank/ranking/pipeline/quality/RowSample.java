package io.feedrank.ranking.pipeline.quality;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A uniform sample of the rows of one stretch of time (Vitter's algorithm R). Not thread-safe. */
final class RowSample {
    /** Two samples of one distribution differ by about 18 / ROWS in ten bins: 0.04. */
    static final int ROWS = 512;

    private final long stretch;
    private final int width;
    private final float[] values;
    private final SplittableRandom random;
    private long seen;

    /** An empty sample of {@code stretch}, which also seeds it. */
    RowSample(long stretch, int width) {
        this.stretch = stretch;
        this.width = width;
        this.values = new float[ROWS * width];
        this.random = new SplittableRandom(stretch);
    }

    long stretch() {
        return stretch;
    }

    /** Rows that are held. */
    int size() {
        return (int) Math.min(seen, ROWS);
    }

    /** Takes the row that begins at {@code offset}, or leaves it. */
    void offer(float[] rows, int offset) {
        long place = seen < ROWS ? seen : random.nextLong(seen + 1);
        seen++;
        if (place < ROWS) {
            System.arraycopy(rows, offset, values, (int) place * width, width);
        }
    }

    /** The finite values of one column. */
    float[] column(int column) {
        float[] found = new float[size()];
        int count = 0;
        for (int row = 0; row < found.length; row++) {
            float value = values[row * width + column];
            if (Float.isFinite(value)) {
                found[count++] = value;
            }
        }
        return Arrays.copyOf(found, count);
    }
}

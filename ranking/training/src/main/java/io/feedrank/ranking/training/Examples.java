package io.feedrank.ranking.training;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Training examples in memory: impressions in time order, each with its rows side by side.
 *
 * <p>Row {@code r} holds {@code features[r * width, (r + 1) * width)}; impression {@code i} the
 * rows from {@code start(i)} to {@code start(i + 1)}.
 */
final class Examples {
    private final List<String> columns;
    private float[] features;
    private byte[] flags;
    private int[] starts = new int[1024];
    private long[] times = new long[1024];
    private int rows;
    private int impressions;

    Examples(List<String> columns, int expectedRows) {
        this.columns = List.copyOf(columns);
        int capacity = Math.max(1024, expectedRows);
        this.features = new float[Math.multiplyExact(capacity, columns.size())];
        this.flags = new byte[capacity];
    }

    /** Starts an impression; it must not be earlier than the one before. */
    void startImpression(long timeMs) {
        if (impressions + 1 >= starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
            times = Arrays.copyOf(times, times.length * 2);
        }
        starts[impressions] = rows;
        times[impressions] = timeMs;
        impressions++;
        starts[impressions] = rows;
    }

    /** Adds a row to the impression started last; the caller fills it in. */
    int addRow() {
        if (rows + 1 > flags.length) {
            int capacity = Math.addExact(rows, rows / 2);
            features = Arrays.copyOf(features, Math.multiplyExact(capacity, width()));
            flags = Arrays.copyOf(flags, capacity);
        }
        rows++;
        starts[impressions] = rows;
        return rows - 1;
    }

    void setFeature(int row, int column, float value) {
        features[row * width() + column] = Float.isFinite(value) ? value : 0;
    }

    void setLabel(int row, Head head, boolean value) {
        flags[row] = (byte) (value ? flags[row] | head.flag() : flags[row] & ~head.flag());
    }

    List<String> columns() {
        return columns;
    }

    int width() {
        return columns.size();
    }

    int rows() {
        return rows;
    }

    int impressions() {
        return impressions;
    }

    /** First row of an impression; of {@code impressions()}, the number of rows. */
    int start(int impression) {
        return starts[impression];
    }

    long timeMs(int impression) {
        return times[impression];
    }

    float feature(int row, int column) {
        return features[row * width() + column];
    }

    boolean label(int row, Head head) {
        return head.isIn(flags[row]);
    }

    /** {@link Head#flag} of all that was done, together. */
    byte flags(int row) {
        return flags[row];
    }

    /** How many of the first {@code count} rows carry the label. */
    int positives(Head head, int count) {
        int positives = 0;
        for (int row = 0; row < count; row++) {
            positives += label(row, head) ? 1 : 0;
        }
        return positives;
    }

    /** Shuffles a column's values from a row on; what they were. */
    float[] shuffle(int column, int from, Random random) {
        float[] before = new float[rows - from];
        for (int i = 0; i < before.length; i++) {
            before[i] = feature(from + i, column);
        }
        float[] shuffled = before.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        restore(column, from, shuffled);
        return before;
    }

    /** Sets a column's values from a row on. */
    void restore(int column, int from, float[] values) {
        for (int i = 0; i < values.length; i++) {
            setFeature(from + i, column, values[i]);
        }
    }

    /** Copies rows {@code [from, to)} to {@code target} at {@code row}. */
    void copyRows(int from, int to, float[] target, int row) {
        System.arraycopy(features, from * width(), target, row * width(), (to - from) * width());
    }
}

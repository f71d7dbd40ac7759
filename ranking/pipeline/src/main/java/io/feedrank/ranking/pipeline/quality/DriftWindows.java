package io.feedrank.ranking.pipeline.quality;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How far the values of now drifted from those of a while ago: samples of the last windows, of
 * which the oldest is the reference. With windows of an hour that is the same hour of the day
 * before. Thread-safe.
 */
final class DriftWindows {
    /** Windows that are kept beside the one that is filled. */
    private static final int KEPT = 24;

    /** Rows below which a sample says nothing. */
    private static final int ENOUGH = RowSample.ROWS / 2;

    private final long windowMs;
    private final int width;
    private final Deque<RowSample> oldestFirst = new ArrayDeque<>();

    DriftWindows(Duration window, int width) {
        this.windowMs = window.toMillis();
        this.width = width;
    }

    /** Offers the row that begins at {@code offset}, as of {@code asOf}. */
    synchronized void offer(float[] rows, int offset, Instant asOf) {
        long stretch = Math.floorDiv(asOf.toEpochMilli(), windowMs);
        RowSample filling = oldestFirst.peekLast();
        if (filling == null || filling.stretch() < stretch) {
            filling = new RowSample(stretch, width);
            oldestFirst.addLast(filling);
        }
        while (oldestFirst.getFirst().stretch() < stretch - KEPT) {
            oldestFirst.removeFirst();
        }
        filling.offer(rows, offset);
    }

    /**
     * The population stability index of a column, of the newest window with enough rows beside the
     * oldest; not a number while there are no two.
     */
    synchronized double drift(int column) {
        RowSample oldest = null;
        RowSample newest = null;
        for (RowSample sample : oldestFirst) {
            if (sample.size() >= ENOUGH) {
                oldest = oldest == null ? sample : oldest;
                newest = sample;
            }
        }
        if (oldest == null || newest == null || oldest == newest) {
            return Double.NaN;
        }
        float[] reference = oldest.column(column);
        float[] current = newest.column(column);
        return reference.length == 0 || current.length == 0
                ? Double.NaN
                : PopulationStability.between(reference, current);
    }
}

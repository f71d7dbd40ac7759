package io.feedrank.ranking.training;

import java.util.Arrays;

/** Whole impressions side by side, as a training step takes them; filled again and again. */
final class Batch {
    private static final Head[] HEADS = Head.values();

    private final Examples examples;
    private float[] rows = new float[0];
    private float[] labels = new float[0];
    private int[] impressionOfRow = new int[0];
    private int count;
    private int impressions;

    Batch(Examples examples) {
        this.examples = examples;
    }

    /**
     * Takes impressions {@code order[from]}, {@code order[from + 1]}, ... until there are {@code
     * wanted} rows.
     *
     * @return where to go on
     */
    int fill(int[] order, int from, int wanted) {
        count = 0;
        impressions = 0;
        int next = from;
        while (next < order.length && (count == 0 || count < wanted)) {
            add(order[next++]);
        }
        return next;
    }

    int count() {
        return count;
    }

    int impressions() {
        return impressions;
    }

    float[] rows() {
        return rows;
    }

    float[] labels() {
        return labels;
    }

    /** Exactly {@link #count()} long. */
    int[] impressionOfRow() {
        return Arrays.copyOf(impressionOfRow, count);
    }

    private void add(int impression) {
        int from = examples.start(impression);
        int to = examples.start(impression + 1);
        int end = count + to - from;
        if (end > impressionOfRow.length) {
            int capacity = Math.max(end, 2 * impressionOfRow.length);
            rows = Arrays.copyOf(rows, capacity * examples.width());
            labels = Arrays.copyOf(labels, capacity * HEADS.length);
            impressionOfRow = Arrays.copyOf(impressionOfRow, capacity);
        }
        examples.copyRows(from, to, rows, count);
        for (int row = from; row < to; row++) {
            int at = count + row - from;
            for (Head head : HEADS) {
                labels[at * HEADS.length + head.ordinal()] = examples.label(row, head) ? 1 : 0;
            }
            impressionOfRow[at] = impressions;
        }
        count = end;
        impressions++;
    }
}

package io.feedrank.ranking.training.impression;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Whole impressions side by side, as a step of training takes them; filled again and again. */
final class ListwiseBatch {
    private final ListwiseExamples examples;
    private float[] rows = {};
    private float[] clicks = {};
    private int[] impressionOfRow = {};
    private int count;
    private int impressions;

    ListwiseBatch(ListwiseExamples examples) {
        this.examples = examples;
    }

    /** Takes {@code order[from]} to {@code order[to - 1]}. */
    void fill(int[] order, int from, int to) {
        count = 0;
        impressions = to - from;
        for (int i = from; i < to; i++) {
            float[] values = examples.rows(order[i]);
            boolean[] clicked = examples.clicked(order[i]);
            reserve(count + clicked.length);
            System.arraycopy(values, 0, rows, count * examples.width(), values.length);
            for (boolean click : clicked) {
                clicks[count] = click ? 1 : 0;
                impressionOfRow[count] = i - from;
                count++;
            }
        }
    }

    int count() {
        return count;
    }

    int impressions() {
        return impressions;
    }

    /** At least {@code float[count()][width]}. */
    float[] rows() {
        return rows;
    }

    /** At least {@code float[count()]}. */
    float[] clicks() {
        return clicks;
    }

    /** At least {@code int[count()]}. */
    int[] impressionOfRow() {
        return impressionOfRow;
    }

    /** For each hidden layer factors {@code float[count()][units]}: 0, or what makes up for it. */
    List<float[]> masks(List<Integer> hidden, double dropout, SplittableRandom random) {
        float kept = (float) (1 / (1 - dropout));
        return hidden.stream()
                .map(
                        units -> {
                            float[] mask = new float[count * units];
                            for (int i = 0; i < mask.length; i++) {
                                mask[i] = random.nextDouble() < dropout ? 0 : kept;
                            }
                            return mask;
                        })
                .toList();
    }

    private void reserve(int needed) {
        if (needed > clicks.length) {
            int capacity = Math.max(1024, 2 * needed);
            rows = Arrays.copyOf(rows, capacity * examples.width());
            clicks = Arrays.copyOf(clicks, capacity);
            impressionOfRow = Arrays.copyOf(impressionOfRow, capacity);
        }
    }
}

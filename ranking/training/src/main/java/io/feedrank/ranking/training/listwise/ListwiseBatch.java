package io.feedrank.ranking.training.listwise;

import io.feedrank.ranking.training.Head;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Whole impressions side by side, as a step of training takes them; filled again and again. */
final class ListwiseBatch {
    private final ListwiseExamples examples;
    private final List<Head> heads;
    private float[] rows = {};
    private float[] labels = {};
    private int[] impressionOfRow = {};
    private int count;
    private int impressions;

    ListwiseBatch(ListwiseExamples examples, List<Head> heads) {
        this.examples = examples;
        this.heads = List.copyOf(heads);
    }

    /** Takes {@code order[from]} to {@code order[to - 1]}. */
    void fill(int[] order, int from, int to) {
        count = 0;
        impressions = to - from;
        for (int i = from; i < to; i++) {
            float[] values = examples.rows(order[i]);
            byte[] actions = examples.actions(order[i]);
            reserve(count + actions.length);
            System.arraycopy(values, 0, rows, count * examples.width(), values.length);
            for (byte flags : actions) {
                for (int head = 0; head < heads.size(); head++) {
                    labels[count * heads.size() + head] = heads.get(head).isIn(flags) ? 1 : 0;
                }
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

    /** At least {@code float[count()][heads]}: 1 for what was done, else 0. */
    float[] labels() {
        return labels;
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
        if (needed > impressionOfRow.length) {
            int capacity = Math.max(1024, 2 * needed);
            rows = Arrays.copyOf(rows, capacity * examples.width());
            labels = Arrays.copyOf(labels, capacity * heads.size());
            impressionOfRow = Arrays.copyOf(impressionOfRow, capacity);
        }
    }
}

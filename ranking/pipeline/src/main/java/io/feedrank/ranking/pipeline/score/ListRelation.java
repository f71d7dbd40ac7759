package io.feedrank.ranking.pipeline.score;

import java.util.List;

/**
 * Sets a feature in relation to the posts that it competes with: the same function in training and
 * in serving. What counts as high changes by the hour and with how long the counters have been
 * running; which post of a list is highest does not.
 */
public final class ListRelation {
    /**
     * What is added to a column's name, in the order in which {@link #relate} writes: less the
     * list's mean, over its deviation; less the list's highest value; the share of the other posts
     * that lie below, where a tie counts half.
     */
    public static final List<String> SUFFIXES = List.of("_z", "_to_best", "_rank");

    private static final double NO_DEVIATION = 1e-6;

    private ListRelation() {}

    /**
     * Writes the relations of {@code column} to the columns that follow it, for all rows.
     *
     * @param rows row-major {@code float[count][width]}: the posts of one list
     */
    public static void relate(float[] rows, int count, int width, int column) {
        double sum = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < count; row++) {
            sum += rows[row * width + column];
            best = Math.max(best, rows[row * width + column]);
        }
        double mean = sum / count;
        double squares = 0;
        for (int row = 0; row < count; row++) {
            double off = rows[row * width + column] - mean;
            squares += off * off;
        }
        double deviation = Math.sqrt(squares / count);
        for (int row = 0; row < count; row++) {
            int at = row * width + column;
            rows[at + 1] = deviation < NO_DEVIATION ? 0 : (float) ((rows[at] - mean) / deviation);
            rows[at + 2] = (float) (rows[at] - best);
            rows[at + 3] = rank(rows, count, width, at);
        }
    }

    private static float rank(float[] rows, int count, int width, int at) {
        if (count == 1) {
            return 0.5f;
        }
        float value = rows[at];
        int below = 0;
        int equal = 0;
        for (int other = at % width; other < count * width; other += width) {
            below += rows[other] < value ? 1 : 0;
            equal += rows[other] == value ? 1 : 0;
        }
        return (float) ((below + 0.5 * (equal - 1)) / (count - 1));
    }
}

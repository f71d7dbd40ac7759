package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.InputColumn;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Brings rows into the columns that a model reads, by name ({@link InputColumn}): the same function
 * in training and in serving. Immutable.
 */
public final class ColumnMapping {
    private static final double NO_DEVIATION = 1e-6;

    /** Below it {@code log(1 + x)} and {@code x} are the same float. */
    private static final float OWN_LOGARITHM = 0x1p-28f;

    private final int width;
    private final int[] from;
    private final boolean[] logarithmic;
    private final int[] relative;

    private ColumnMapping(int width, InputColumn[] inputs, int[] from) {
        this.width = width;
        this.from = from;
        this.logarithmic = new boolean[inputs.length];
        this.relative =
                IntStream.range(0, inputs.length).filter(i -> inputs[i].relative()).toArray();
        for (int i = 0; i < inputs.length; i++) {
            logarithmic[i] = inputs[i].logarithmic();
        }
    }

    /**
     * From rows of {@code columns} to rows of {@code wanted}.
     *
     * @throws FeedrankException INTERNAL when a column is wanted that there is none of
     */
    public static ColumnMapping of(List<String> columns, List<String> wanted) {
        InputColumn[] inputs = new InputColumn[wanted.size()];
        int[] from = new int[wanted.size()];
        for (int i = 0; i < from.length; i++) {
            inputs[i] = InputColumn.parse(wanted.get(i));
            from[i] = columns.indexOf(inputs[i].feature());
            if (from[i] < 0) {
                throw new FeedrankException(
                        Category.INTERNAL,
                        "the model reads column '" + wanted.get(i) + "', there are " + columns);
            }
        }
        return new ColumnMapping(columns.size(), inputs, from);
    }

    /** Floats of a row that is brought into the columns wanted. */
    public int mappedWidth() {
        return from.length;
    }

    /**
     * The values of {@code rows} in the order of {@code wanted}, relative to each other where a
     * column asks for it.
     *
     * @param mapped takes them, row-major; may be longer
     */
    public void map(FeatureRows rows, float[] mapped) {
        take(rows.values(), rows.count(), mapped);
        standardise(mapped, rows.count(), mapped, 0, rows.count());
    }

    /**
     * The values of rows {@code float[count][columns]} in the order of the columns wanted, in which
     * nothing is relative yet.
     */
    public float[] take(float[] values, int count) {
        float[] taken = new float[count * from.length];
        take(values, count, taken);
        return taken;
    }

    private void take(float[] values, int count, float[] taken) {
        int target = 0;
        for (int row = 0; row < count; row++) {
            int source = row * width;
            for (int i = 0; i < from.length; i++) {
                float value = values[source + from[i]];
                taken[target++] = logarithmic[i] ? log1p(Math.max(0, value)) : value;
            }
        }
    }

    /**
     * Natural logarithm of {@code 1 + value} as a float, for values from 0 on; {@link Math#log1p}
     * takes several times as long. The sum is exact unless the value is so small that it is its own
     * logarithm.
     */
    static float log1p(float value) {
        return value < OWN_LOGARITHM ? value : (float) Math.log(1.0 + value);
    }

    /** {@link #standardise(float[], int, float[], int, int)} of all of {@code rows}. */
    public void standardise(float[] rows, float[] others, int first, int end) {
        standardise(rows, rows.length / from.length, others, first, end);
    }

    /**
     * Sets the relative columns of {@code rows} in relation to other candidates: serving has the
     * whole candidate set, a training example the list in view and those before it.
     *
     * @param rows of {@link #take}, changed in place
     * @param count how many they are
     * @param others of {@link #take} too; may be {@code rows}
     * @param first of {@code others} to look at
     * @param end after the last one of {@code others} to look at
     */
    private void standardise(float[] rows, int count, float[] others, int first, int end) {
        double among = (double) end - first;
        double[] means = new double[relative.length];
        double[] factors = new double[relative.length];
        int columns = from.length;
        // Row by row, as they lie in memory; of each column the terms are added in the same order.
        for (int row = first; row < end; row++) {
            int at = row * columns;
            for (int i = 0; i < relative.length; i++) {
                means[i] += others[at + relative[i]];
            }
        }
        for (int i = 0; i < relative.length; i++) {
            means[i] /= among;
        }
        for (int row = first; row < end; row++) {
            int at = row * columns;
            for (int i = 0; i < relative.length; i++) {
                double off = others[at + relative[i]] - means[i];
                factors[i] += off * off;
            }
        }
        for (int i = 0; i < relative.length; i++) {
            double deviation = Math.sqrt(factors[i] / among);
            factors[i] = deviation < NO_DEVIATION ? 0 : 1 / deviation;
        }
        for (int at = 0; at < count * columns; at += columns) {
            for (int i = 0; i < relative.length; i++) {
                int cell = at + relative[i];
                rows[cell] = (float) ((rows[cell] - means[i]) * factors[i]);
            }
        }
    }
}

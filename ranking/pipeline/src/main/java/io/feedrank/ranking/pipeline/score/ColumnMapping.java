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

    /**
     * The values of {@code rows} in the order of {@code wanted}, relative to each other where a
     * column asks for it; the same array when that is what they are.
     *
     * @throws FeedrankException INTERNAL when a column is wanted that there is none of
     */
    public static float[] map(FeatureRows rows, List<String> wanted) {
        if (rows.columns().equals(wanted)) {
            return rows.values();
        }
        ColumnMapping mapping = of(rows.columns(), wanted);
        float[] mapped = mapping.take(rows.values(), rows.count());
        mapping.standardise(mapped, mapped, 0, rows.count());
        return mapped;
    }

    /**
     * The values of rows {@code float[count][columns]} in the order of the columns wanted, in which
     * nothing is relative yet.
     */
    public float[] take(float[] values, int count) {
        float[] taken = new float[count * from.length];
        int target = 0;
        for (int row = 0; row < count; row++) {
            int source = row * width;
            for (int i = 0; i < from.length; i++) {
                float value = values[source + from[i]];
                taken[target++] = logarithmic[i] ? (float) Math.log1p(Math.max(0, value)) : value;
            }
        }
        return taken;
    }

    /**
     * Sets the relative columns of {@code rows} in relation to other candidates: serving has the
     * whole candidate set, a training example the list in view and those before it.
     *
     * @param rows of {@link #take}, changed in place
     * @param others of {@link #take} too; may be {@code rows}
     * @param first of {@code others} to look at
     * @param end after the last one of {@code others} to look at
     */
    public void standardise(float[] rows, float[] others, int first, int end) {
        double count = (double) end - first;
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
            means[i] /= count;
        }
        for (int row = first; row < end; row++) {
            int at = row * columns;
            for (int i = 0; i < relative.length; i++) {
                double off = others[at + relative[i]] - means[i];
                factors[i] += off * off;
            }
        }
        for (int i = 0; i < relative.length; i++) {
            double deviation = Math.sqrt(factors[i] / count);
            factors[i] = deviation < NO_DEVIATION ? 0 : 1 / deviation;
        }
        for (int at = 0; at < rows.length; at += columns) {
            for (int i = 0; i < relative.length; i++) {
                int cell = at + relative[i];
                rows[cell] = (float) ((rows[cell] - means[i]) * factors[i]);
            }
        }
    }
}

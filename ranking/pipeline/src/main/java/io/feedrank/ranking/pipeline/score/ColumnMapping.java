package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.InputColumn;
import java.util.List;

/**
 * Brings rows into the columns that a model reads, by name ({@link InputColumn}): the same function
 * in training and in serving.
 */
public final class ColumnMapping {
    private static final double NO_DEVIATION = 1e-6;

    private ColumnMapping() {}

    /**
     * The values of {@code rows} in the order of {@code wanted}, relative to each other where a
     * column asks for it; the same array when that is what they are.
     *
     * @throws FeedrankException INTERNAL when a column is wanted that there is none of
     */
    public static float[] map(FeatureRows rows, List<String> wanted) {
        return map(rows, wanted, rows);
    }

    /**
     * The same relative to other candidates: a training example has the list in view, serving has
     * the whole candidate set.
     *
     * @param among has the columns of {@code rows}
     */
    public static float[] map(FeatureRows rows, List<String> wanted, FeatureRows among) {
        List<String> columns = rows.columns();
        if (columns.equals(wanted)) {
            return rows.values();
        }
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
        float[] mapped = take(rows, inputs, from);
        if (List.of(inputs).stream().anyMatch(InputColumn::relative)) {
            float[] others = rows.values() == among.values() ? mapped : take(among, inputs, from);
            standardise(mapped, others, inputs);
        }
        return mapped;
    }

    private static float[] take(FeatureRows rows, InputColumn[] inputs, int[] from) {
        int width = rows.columns().size();
        float[] taken = new float[rows.count() * from.length];
        int target = 0;
        for (int row = 0; row < rows.count(); row++) {
            int source = row * width;
            for (int i = 0; i < from.length; i++) {
                float value = rows.values()[source + from[i]];
                taken[target++] =
                        inputs[i].logarithmic() ? (float) Math.log1p(Math.max(0, value)) : value;
            }
        }
        return taken;
    }

    private static void standardise(float[] rows, float[] others, InputColumn[] inputs) {
        int width = inputs.length;
        double count = others.length / (double) width;
        for (int column = 0; column < width; column++) {
            if (!inputs[column].relative()) {
                continue;
            }
            double sum = 0;
            for (int at = column; at < others.length; at += width) {
                sum += others[at];
            }
            double mean = sum / count;
            double squares = 0;
            for (int at = column; at < others.length; at += width) {
                double off = others[at] - mean;
                squares += off * off;
            }
            double deviation = Math.sqrt(squares / count);
            double factor = deviation < NO_DEVIATION ? 0 : 1 / deviation;
            for (int at = column; at < rows.length; at += width) {
                rows[at] = (float) ((rows[at] - mean) * factor);
            }
        }
    }
}

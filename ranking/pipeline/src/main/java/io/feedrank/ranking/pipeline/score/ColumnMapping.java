package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.util.List;

/** Brings rows into the columns that a model reads, by name. */
final class ColumnMapping {
    private ColumnMapping() {}

    /**
     * The values of {@code rows} in the order of {@code wanted}; the same array when that is their
     * order.
     *
     * @throws FeedrankException INTERNAL when a column is wanted that there is none of
     */
    static float[] map(FeatureRows rows, List<String> wanted) {
        List<String> columns = rows.columns();
        if (columns.equals(wanted)) {
            return rows.values();
        }
        int[] from = new int[wanted.size()];
        for (int i = 0; i < from.length; i++) {
            from[i] = columns.indexOf(wanted.get(i));
            if (from[i] < 0) {
                throw new FeedrankException(
                        Category.INTERNAL,
                        "the model reads column '" + wanted.get(i) + "', there are " + columns);
            }
        }
        float[] mapped = new float[rows.count() * from.length];
        for (int row = 0; row < rows.count(); row++) {
            int source = row * columns.size();
            int target = row * from.length;
            for (int i = 0; i < from.length; i++) {
                mapped[target + i] = rows.values()[source + from[i]];
            }
        }
        return mapped;
    }
}

package io.feedrank.ranking.training.listwise;

import java.util.BitSet;
import java.util.List;

/**
 * How a network takes in the columns of a row.
 *
 * @param logarithmic columns of which {@code log(1 + x)} is taken
 * @param categories columns that name one of a few values
 */
public record NetworkInputs(BitSet logarithmic, List<Category> categories) {
    /**
     * A column whose values get a vector each.
     *
     * @param values how many: 0 to {@code values - 1}; others count as the nearest of them
     * @param width of a vector
     */
    public record Category(int column, int values, int width) {}

    /** All columns as they are. */
    public static final NetworkInputs PLAIN = new NetworkInputs(new BitSet(), List.of());

    public NetworkInputs {
        logarithmic = (BitSet) logarithmic.clone();
        categories = List.copyOf(categories);
    }

    /** A column's value before it is standardised. */
    double scaled(int column, float value) {
        return logarithmic.get(column) ? Math.log1p(Math.max(0, value)) : value;
    }

    /** Whether the column is a category, and so no number. */
    boolean isCategory(int column) {
        return categories.stream().anyMatch(each -> each.column() == column);
    }
}

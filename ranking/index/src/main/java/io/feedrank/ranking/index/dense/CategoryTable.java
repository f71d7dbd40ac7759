package io.feedrank.ranking.index.dense;

/**
 * A column that holds the number of a category, and the vector that stands for each.
 *
 * @param column of the raw row; values are rounded and kept within the table
 * @param width floats of a vector
 * @param vectors row-major {@code float[categories][width]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CategoryTable(int column, int width, float[] vectors) {
    public CategoryTable {
        if (column < 0 || width < 1 || vectors.length == 0 || vectors.length % width != 0) {
            throw new IllegalArgumentException(
                    "got a table of "
                            + vectors.length
                            + " floats for column "
                            + column
                            + ", expected vectors of "
                            + width);
        }
    }

    /** Where in {@code vectors} that of a raw value begins. */
    int at(float value) {
        double last = vectors.length / width - 1.0;
        return width * (int) Math.rint(Math.max(0, Math.min(last, value)));
    }
}

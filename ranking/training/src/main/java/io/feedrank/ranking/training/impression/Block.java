package io.feedrank.ranking.training.impression;

import io.feedrank.feature.impression.ColumnSink;

/** The columns of one family within row-major rows. */
final class Block {
    private final float[] rows;
    private final int width;
    private final int offset;

    Block(float[] rows, int width, int offset) {
        this.rows = rows;
        this.width = width;
        this.offset = offset;
    }

    /** The columns of one row. */
    ColumnSink row(int row) {
        return (column, value) -> set(row, column, value);
    }

    void set(int row, int column, double value) {
        rows[row * width + offset + column] = (float) value;
    }

    void set(int row, int column, boolean flag) {
        set(row, column, flag ? 1 : 0);
    }

    /** {@code log(1 + value)}: a count, on a scale that a network takes. */
    void setLog(int row, int column, double value) {
        set(row, column, StrictMath.log1p(value));
    }

    /** {@code log(of / by)}. */
    void setLogRatio(int row, int column, double of, double by) {
        set(row, column, StrictMath.log(of / by));
    }
}

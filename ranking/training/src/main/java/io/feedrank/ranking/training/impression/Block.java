package io.feedrank.ranking.training.impression;

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

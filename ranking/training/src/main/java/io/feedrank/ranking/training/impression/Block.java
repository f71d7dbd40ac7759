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

    /** {@code log(1 + value)}. */
    void setLog(int row, int column, double value) {
        set(row, column, StrictMath.log1p(value));
    }
}

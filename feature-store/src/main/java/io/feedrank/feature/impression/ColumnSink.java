package io.feedrank.feature.impression;

/** Takes the columns of one post, by their position within what is computed. */
public interface ColumnSink {
    void set(int column, double value);

    /** {@code log(1 + value)}: a count, on a scale that a network takes. */
    default void setLog(int column, double value) {
        set(column, StrictMath.log1p(value));
    }

    /** {@code log(of / by)}. */
    default void setLogRatio(int column, double of, double by) {
        set(column, StrictMath.log(of / by));
    }
}

package io.feedrank.ranking.training.impression;

import java.util.List;

/**
 * Features that share a state: what they are called, how events change it, how a view reads it.
 * Seconds never go back. One thread.
 */
interface FeatureFamily {
    /** The columns that {@link #fill} writes, in order. */
    List<Column> columns();

    /** Writes all columns of all posts of {@code view}, as of the state now; changes nothing. */
    void fill(View view, Block out);

    /** An impression counts from now on. */
    default void impressed(View view) {}

    /**
     * The clicks of {@code view} count from now on.
     *
     * @param clicked by position in the view
     * @param second when they count
     */
    default void clicked(View view, boolean[] clicked, long second) {}

    /** A read without its impression; seconds and scroll are NaN when unknown. */
    default void read(int user, int post, long second, double seconds, double scrollPercent) {}
}

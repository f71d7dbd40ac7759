package io.feedrank.ranking.index;

/**
 * What is asked of a search.
 *
 * @param k vectors wanted, 1 or more
 * @param filter what may be found
 * @param recall share of the true {@code k} closest that should be among those found, above 0 and
 *     at most 1; an engine reaches it on average over queries like its vectors, and 1 asks for the
 *     exact answer
 */
public record SearchOptions(int k, IndexFilter filter, double recall) {
    /** What a feed's candidates need: missing one in twenty is not seen in the ranking. */
    public static final double DEFAULT_RECALL = 0.95;

    public SearchOptions {
        Vectors.positive(k);
        if (!(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException(
                    "recall: got " + recall + ", expected more than 0, at most 1");
        }
    }

    /** The {@code k} closest of all, at the default recall. */
    public static SearchOptions top(int k) {
        return new SearchOptions(k, IndexFilter.ALL, DEFAULT_RECALL);
    }

    /** The same of an index that has no more than {@code size} vectors. */
    SearchOptions atMost(int size) {
        return k <= size ? this : new SearchOptions(Math.max(1, size), filter, recall);
    }

    public SearchOptions where(IndexFilter newFilter) {
        return new SearchOptions(k, newFilter, recall);
    }

    public SearchOptions recalling(double newRecall) {
        return new SearchOptions(k, filter, newRecall);
    }
}

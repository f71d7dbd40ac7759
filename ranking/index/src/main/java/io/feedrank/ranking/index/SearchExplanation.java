package io.feedrank.ranking.index;

/**
 * How a search was answered, for the trail of a response.
 *
 * @param engine that answered: {@code exact}, {@code hnsw}, {@code scan}, {@code ivf}
 * @param reason why that one, in words
 * @param selectivity share of the live vectors that the filter lets through, as far as is known
 *     (sampled); 1 without a filter
 * @param visited vectors whose distance to the query was computed
 * @param exact whether nothing closer can have been missed
 */
public record SearchExplanation(
        String engine, String reason, double selectivity, int visited, boolean exact) {
    /** The same with another reason. */
    SearchExplanation because(String newReason) {
        return new SearchExplanation(engine, newReason, selectivity, visited, exact);
    }
}

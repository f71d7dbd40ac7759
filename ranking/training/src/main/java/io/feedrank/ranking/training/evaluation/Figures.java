package io.feedrank.ranking.training.evaluation;

import java.util.Map;

/**
 * What a ranker reaches: means over the judged impressions.
 *
 * @param intervals of 95%, low and high end by figure
 */
public record Figures(
        double auc, double mrr, double ndcg5, double ndcg10, Map<String, double[]> intervals) {}

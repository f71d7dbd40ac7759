package io.feedrank.ranking.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Means over impressions, of those with both a click and a row without; not a number when there is
 * none.
 *
 * @param impressions how many there were
 */
public record RankingMetrics(int impressions, double auc, double mrr, double ndcg5, double ndcg10) {

    /** Of no impression at all. */
    public static final RankingMetrics NONE = new Mean().metrics();

    /** The four figures by name, each name after {@code prefix}. */
    public Map<String, Double> byName(String prefix) {
        Map<String, Double> byName = new LinkedHashMap<>();
        byName.put(prefix + "auc", auc);
        byName.put(prefix + "mrr", mrr);
        byName.put(prefix + "ndcg5", ndcg5);
        byName.put(prefix + "ndcg10", ndcg10);
        return byName;
    }

    /** Sums up impressions one by one. */
    public static final class Mean {
        private int impressions;
        private double auc;
        private double mrr;
        private double ndcg5;
        private double ndcg10;

        /** Adds one; left out when it has no click, or nothing else. */
        public void add(float[] scores, boolean[] clicked) {
            boolean any = false;
            boolean all = true;
            for (boolean click : clicked) {
                any |= click;
                all &= click;
            }
            if (!any || all) {
                return;
            }
            impressions++;
            auc += Metrics.auc(scores, clicked);
            mrr += Metrics.mrr(scores, clicked);
            ndcg5 += Metrics.ndcg(scores, clicked, 5);
            ndcg10 += Metrics.ndcg(scores, clicked, 10);
        }

        /** The means so far. */
        public RankingMetrics metrics() {
            double n = impressions == 0 ? Double.NaN : impressions;
            return new RankingMetrics(impressions, auc / n, mrr / n, ndcg5 / n, ndcg10 / n);
        }
    }
}

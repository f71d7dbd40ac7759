package io.feedrank.ranking.training;

import java.util.Arrays;

/**
 * Ranking metrics of one impression, as the news recommendation benchmarks define them (MIND's
 * evaluation script). Equal scores count as their mean over all orders of the tied rows. A score
 * that is not a number ranks last.
 */
public final class Metrics {
    private Metrics() {}

    /** Probability that a relevant row is ranked before another one. Needs one of each. */
    public static double auc(float[] scores, boolean[] relevant) {
        long[] order = descending(scores);
        double concordant = 0;
        int seen = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(order, from);
            int hits = hits(order, relevant, from, to);
            int misses = to - from - hits;
            concordant += misses * (seen + 0.5 * hits);
            seen += hits;
            from = to;
        }
        return concordant / ((double) seen * (scores.length - seen));
    }

    /** Mean of 1/rank over the relevant rows. Needs one. */
    public static double mrr(float[] scores, boolean[] relevant) {
        return gain(scores, relevant, scores.length, rank -> 1.0 / rank) / count(relevant);
    }

    /** Discounted gain of the first {@code k} rows over the best possible. Needs a relevant row. */
    public static double ndcg(float[] scores, boolean[] relevant, int k) {
        double best = 0;
        for (int rank = 1; rank <= Math.min(k, count(relevant)); rank++) {
            best += discount(rank);
        }
        return gain(scores, relevant, k, Metrics::discount) / best;
    }

    private interface Discount {
        double of(int rank);
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(1.0 + rank);
    }

    private static double gain(float[] scores, boolean[] relevant, int k, Discount discount) {
        long[] order = descending(scores);
        double gain = 0;
        for (int from = 0; from < Math.min(k, order.length); ) {
            int to = endOfTie(order, from);
            double all = 0;
            for (int rank = from + 1; rank <= Math.min(k, to); rank++) {
                all += discount.of(rank);
            }
            gain += hits(order, relevant, from, to) * all / (to - from);
            from = to;
        }
        return gain;
    }

    private static int hits(long[] order, boolean[] relevant, int from, int to) {
        int hits = 0;
        for (int i = from; i < to; i++) {
            hits += relevant[(int) order[i]] ? 1 : 0;
        }
        return hits;
    }

    private static int endOfTie(long[] order, int from) {
        int to = from + 1;
        while (to < order.length && order[to] >> 32 == order[from] >> 32) {
            to++;
        }
        return to;
    }

    private static int count(boolean[] relevant) {
        int count = 0;
        for (boolean value : relevant) {
            count += value ? 1 : 0;
        }
        return count;
    }

    // Rows by falling score: the score in the upper half of a key that sorts as the score does, the
    // row in the lower.
    private static long[] descending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < scores.length; i++) {
            float score = Float.isNaN(scores[i]) ? Float.NEGATIVE_INFINITY : scores[i] + 0.0f;
            int bits = Float.floatToIntBits(score);
            int ascending = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
            keys[i] = ((long) ~ascending << 32) | i;
        }
        Arrays.sort(keys);
        return keys;
    }
}

package io.feedrank.ranking.training;

import java.util.List;

/**
 * How one model is trained.
 *
 * @param model its name in the registry
 * @param hidden widths of the hidden layers; none is a linear model
 * @param learningRate of the first step; it falls to nearly nothing along a cosine
 */
record Recipe(String model, List<Integer> hidden, double learningRate) {
    /** The full model. */
    static final Recipe RANKER = new Recipe("ranker", List.of(64, 32), 3e-3);

    /** The one to fall back to. */
    static final Recipe FALLBACK = new Recipe("ranker-fallback", List.of(), 1e-2);

    // Bounds the time: six passes over 650,000 rows, more over fewer; ten seconds on two cores.
    private static final long ROW_BUDGET = 4_000_000;
    private static final int FEWEST_EPOCHS = 3;
    private static final int MOST_EPOCHS = 20;

    int epochs(int rows) {
        return (int) Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, ROW_BUDGET / Math.max(1, rows)));
    }

    /** Rows a step: enough steps an epoch for few rows, enough work a step for many. */
    int batchRows(int rows) {
        return Math.max(128, Math.min(1024, rows / 200));
    }
}

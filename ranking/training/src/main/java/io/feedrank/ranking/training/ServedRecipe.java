package io.feedrank.ranking.training;

import io.feedrank.ranking.training.listwise.ListwiseRecipe;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import java.util.List;

/** How the models that feeds are served by are trained. */
final class ServedRecipe {
    /** The full model. */
    static final ListwiseRecipe RANKER =
            new ListwiseRecipe(
                    "ranker", new Architecture(List.of(64, 32), List.of(8), 0.1, 1), 8, 64, 2e-3);

    /** The one to fall back to. */
    static final ListwiseRecipe FALLBACK =
            new ListwiseRecipe("ranker-fallback", Architecture.LINEAR, 6, 64, 5e-3);

    /**
     * Posts that relative inputs are learned among. A request has hundreds of candidates and a list
     * in view a dozen; what is learned within lists loses most of its gain among candidates.
     */
    static final int CANDIDATES = 250;

    // Bounds the time: four passes over 650,000 rows, more over fewer.
    private static final long ROW_BUDGET = 2_500_000;
    private static final int FEWEST_EPOCHS = 3;
    private static final int FEWEST_ROWS_A_STEP = 128;
    private static final int MOST_ROWS_A_STEP = 1_024;
    private static final int STEPS_AN_EPOCH = 200;

    private ServedRecipe() {}

    /** Passes and steps that suit so many examples. */
    static ListwiseRecipe fit(ListwiseRecipe recipe, int rows, int impressions) {
        long epochs = Math.max(FEWEST_EPOCHS, ROW_BUDGET / Math.max(1, rows));
        // Enough steps an epoch for few rows, enough work a step for many.
        int rowsAStep =
                Math.max(FEWEST_ROWS_A_STEP, Math.min(MOST_ROWS_A_STEP, rows / STEPS_AN_EPOCH));
        int impressionsAStep = (int) ((long) rowsAStep * impressions / Math.max(1, rows));
        return recipe.withEpochs((int) Math.min(recipe.epochs(), epochs))
                .withStepSize(Math.max(1, impressionsAStep));
    }
}

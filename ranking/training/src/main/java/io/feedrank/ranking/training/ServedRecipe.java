package io.feedrank.ranking.training;

import io.feedrank.ranking.training.listwise.HeldOut;
import io.feedrank.ranking.training.listwise.ListwiseRecipe;
import io.feedrank.ranking.training.listwise.ListwiseRecipe.Architecture;
import io.feedrank.ranking.training.listwise.ListwiseTask;
import io.feedrank.ranking.training.listwise.NetworkInputs;
import java.util.List;
import java.util.Map;

/** How the models that feeds are served by are trained. */
public final class ServedRecipe {
    /** The full model. */
    public static final ListwiseRecipe RANKER =
            new ListwiseRecipe(
                    "ranker", new Architecture(List.of(64, 32), List.of(8), 0.1, 1), 8, 64, 2e-3);

    /** The one to fall back to. */
    public static final ListwiseRecipe FALLBACK =
            new ListwiseRecipe("ranker-fallback", Architecture.LINEAR, 6, 64, 5e-3);

    /**
     * Posts that relative inputs are learned among. A request has hundreds of candidates and a list
     * in view a dozen; what is learned within lists loses most of its gain among candidates.
     */
    public static final int CANDIDATES = 250;

    /** Weight of a head's loss row by row, beside the listwise one of clicks. */
    static final double LOSS_BY_ROW = 0.5;

    /** Of what is learned from, held out by the first run: the last part. */
    static final double VALIDATION_SHARE = 0.1;

    // Bounds the time: four passes over 650,000 rows, more over fewer.
    private static final long ROW_BUDGET = 2_500_000;
    private static final int FEWEST_EPOCHS = 3;
    private static final int FEWEST_ROWS_A_STEP = 128;
    private static final int MOST_ROWS_A_STEP = 1_024;
    private static final int STEPS_AN_EPOCH = 200;

    private ServedRecipe() {}

    /**
     * What is to be learned where clicks alone are known.
     *
     * @param inputs of the model
     * @param impressions that there are to learn from
     */
    public static ListwiseTask clicks(NetworkInputs inputs, int impressions) {
        int first = (int) (impressions * (1 - VALIDATION_SHARE));
        return new ListwiseTask(
                inputs, Map.of(Head.CLICK, LOSS_BY_ROW), new HeldOut(first, impressions));
    }

    /** Passes and steps that suit so many examples. */
    public static ListwiseRecipe fit(ListwiseRecipe recipe, int rows, int impressions) {
        long epochs = Math.max(FEWEST_EPOCHS, ROW_BUDGET / Math.max(1, rows));
        // Enough steps an epoch for few rows, enough work a step for many.
        int rowsAStep =
                Math.max(FEWEST_ROWS_A_STEP, Math.min(MOST_ROWS_A_STEP, rows / STEPS_AN_EPOCH));
        int impressionsAStep = (int) ((long) rowsAStep * impressions / Math.max(1, rows));
        return recipe.withEpochs((int) Math.min(recipe.epochs(), epochs))
                .withStepSize(Math.max(1, impressionsAStep));
    }
}

package io.feedrank.ranking.training;

import io.feedrank.feature.config.FeedrankException;
import java.time.Duration;

/**
 * Impressions in time order, cut in three: {@code [0, validation)} to learn from, {@code
 * [validation, test)} to tell when to stop, {@code [test, end)} held out.
 */
record TimeSplit(int validation, int test, int end) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final double HELD_OUT_SHARE = 0.2;
    private static final int FEWEST = 10;

    /** Holds out the last day; of less than two days, the last fifth of the time. */
    static TimeSplit of(Examples examples) {
        int end = examples.impressions();
        if (end < FEWEST) {
            throw tooFew(end);
        }
        long from = examples.timeMs(0);
        long to = examples.timeMs(end - 1);
        long held =
                to - from >= 2 * DAY.toMillis()
                        ? DAY.toMillis()
                        : Math.round((to - from) * HELD_OUT_SHARE);
        int test = end;
        while (test > 0 && examples.timeMs(test - 1) > to - held) {
            test--;
        }
        int validation = (int) (test * (1 - ServedRecipe.VALIDATION_SHARE));
        if (validation < 1 || validation == test || test == end) {
            throw tooFew(end);
        }
        return new TimeSplit(validation, test, end);
    }

    private static FeedrankException tooFew(int impressions) {
        return FeedrankException.badInput(
                "got "
                        + impressions
                        + " impressions, expected at least "
                        + FEWEST
                        + ", spread over time, to train on the earlier and test on the later");
    }
}

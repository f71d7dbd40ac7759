package io.feedrank.ranking.training.canary;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * What is asked of a model on trial.
 *
 * @param window how long after a feed its clicks count
 * @param alpha chance of each test to call a good model bad
 * @param margin share of the production model's reward that may be lost
 * @param errorRate share of the calls that may fail
 * @param shadowFeeds feeds that the shadow has to score before it may become the canary
 * @param canaryFeeds fewest and most feeds of canary users before it is decided
 */
public record JudgeConfig(
        Duration window,
        double alpha,
        double margin,
        double errorRate,
        int shadowFeeds,
        Range canaryFeeds) {
    private static final String WINDOW = "judge.window-ms";
    private static final String ALPHA = "judge.alpha-percent";
    private static final String MARGIN = "judge.margin-percent";
    private static final String ERRORS = "judge.errors-percent";
    private static final String SHADOW = "judge.shadow-feeds";
    private static final String FEWEST = "judge.canary-feeds-min";
    private static final String MOST = "judge.canary-feeds-max";

    /** From fewest to most. */
    public record Range(int fewest, int most) {
        public Range {
            if (fewest < 10 || most < fewest) {
                throw FeedrankException.badInput(
                        FEWEST
                                + " and "
                                + MOST
                                + ": got "
                                + fewest
                                + " and "
                                + most
                                + ", expected at least 10 and as many or more");
            }
        }
    }

    public JudgeConfig {
        if (window.toMillis() < 1 || window.compareTo(Duration.ofDays(1)) > 0) {
            throw FeedrankException.badInput(
                    WINDOW + ": got " + window.toMillis() + ", expected 1 to 86400000");
        }
        checkShare(ALPHA, alpha);
        checkShare(MARGIN, margin);
        checkShare(ERRORS, errorRate);
        if (shadowFeeds < 0) {
            throw FeedrankException.badInput(
                    SHADOW + ": got " + shadowFeeds + ", expected 0 or more");
        }
    }

    /** The judge's part of {@code settings}. */
    public static JudgeConfig from(Settings settings) {
        return new JudgeConfig(
                settings.getDuration(WINDOW),
                settings.getInt(ALPHA) / 100.0,
                settings.getInt(MARGIN) / 100.0,
                settings.getInt(ERRORS) / 100.0,
                settings.getInt(SHADOW),
                new Range(settings.getInt(FEWEST), settings.getInt(MOST)));
    }

    private static void checkShare(String key, double share) {
        if (!(share >= 0.01 && share <= 0.5)) {
            throw FeedrankException.badInput(
                    key + ": got " + Math.round(100 * share) + ", expected 1 to 50");
        }
    }
}

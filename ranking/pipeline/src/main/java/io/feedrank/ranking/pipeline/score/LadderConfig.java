package io.feedrank.ranking.pipeline.score;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * How models on trial are asked.
 *
 * @param canary who tries the canary
 * @param canaryBudget the canary's time for one request; then the production model is asked
 * @param shadowCorePercent how much of one core the shadow may take, 0 to 100
 */
public record LadderConfig(CanaryShare canary, Duration canaryBudget, int shadowCorePercent) {
    private static final String BUDGET = "ranking.canary-budget-ms";
    private static final String SHADOW = "ranking.shadow-core-percent";

    /** Nothing is tried. */
    public static final LadderConfig NO_TRIALS =
            new LadderConfig(new CanaryShare(0), Duration.ofMillis(1), 0);

    public LadderConfig {
        if (canaryBudget.toMillis() < 1 || canaryBudget.toSeconds() > 10) {
            throw FeedrankException.badInput(
                    BUDGET + ": got " + canaryBudget.toMillis() + ", expected 1 to 10000");
        }
        if (shadowCorePercent < 0 || shadowCorePercent > 100) {
            throw FeedrankException.badInput(
                    SHADOW + ": got " + shadowCorePercent + ", expected 0 to 100");
        }
    }

    /** The trials' part of {@code settings}. */
    public static LadderConfig from(Settings settings) {
        return new LadderConfig(
                new CanaryShare(settings.getInt(CanaryShare.KEY)),
                settings.getDuration(BUDGET),
                settings.getInt(SHADOW));
    }
}

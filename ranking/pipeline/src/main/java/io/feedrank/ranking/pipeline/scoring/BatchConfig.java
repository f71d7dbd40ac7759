package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;

/**
 * How concurrent requests share calls of a model.
 *
 * @param maxRows of one call; a request with more runs alone
 * @param maxWaiting requests that wait for their turn before others are refused
 * @param lanes calls that run at the same time: as many as there are cores to rank on, or 1 for a
 *     GPU
 */
public record BatchConfig(int maxRows, int maxWaiting, int lanes) {
    private static final String MAX_ROWS = "ranking.batch-rows";
    private static final String MAX_WAITING = "ranking.batch-waiting";
    private static final String LANES = "ranking.batch-lanes";

    public BatchConfig {
        check(MAX_ROWS, maxRows, 100_000);
        check(MAX_WAITING, maxWaiting, 100_000);
        check(LANES, lanes, 256);
    }

    /** The sizes in {@code settings}. */
    public static BatchConfig from(Settings settings) {
        return new BatchConfig(
                settings.getInt(MAX_ROWS), settings.getInt(MAX_WAITING), settings.getInt(LANES));
    }

    private static void check(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw FeedrankException.badInput(key + ": got " + value + ", expected 1 to " + most);
        }
    }
}

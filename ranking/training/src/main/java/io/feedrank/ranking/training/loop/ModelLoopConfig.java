package io.feedrank.ranking.training.loop;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * Settings of the loop.
 *
 * @param host of its health page
 * @param port of its health page; 0 takes a free one
 * @param trainPeriod between two trainings; zero trains never, for a deployment that schedules the
 *     trainer itself
 * @param keep versions of each model that stay in the registry
 */
public record ModelLoopConfig(String host, int port, Duration trainPeriod, int keep) {
    private static final String PORT = "loop.port";
    private static final String PERIOD = "loop.train-period-ms";
    private static final String KEEP = "loop.keep-models";

    public ModelLoopConfig {
        if (port < 0 || port > 65_535) {
            throw FeedrankException.badInput(PORT + ": got " + port + ", expected 0 to 65535");
        }
        if (trainPeriod.isNegative() || trainPeriod.toDays() > 30) {
            throw FeedrankException.badInput(
                    PERIOD + ": got " + trainPeriod.toMillis() + ", expected 0 to 2592000000");
        }
        if (keep < 1) {
            throw FeedrankException.badInput(KEEP + ": got " + keep + ", expected 1 or more");
        }
    }

    /** The loop's part of {@code settings}. */
    public static ModelLoopConfig from(Settings settings) {
        return new ModelLoopConfig(
                settings.get("loop.host"),
                settings.getInt(PORT),
                settings.getDuration(PERIOD),
                settings.getInt(KEEP));
    }
}

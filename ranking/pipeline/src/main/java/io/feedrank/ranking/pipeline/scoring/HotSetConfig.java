package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * How many models stay in memory.
 *
 * @param models at the most
 * @param bytes of their files together, at the most
 * @param grace a model that was taken this lately is not closed: whoever took it may still call it
 */
public record HotSetConfig(int models, long bytes, Duration grace) {
    private static final String MODELS = "ranking.hot-models";
    private static final String MEGABYTES = "ranking.hot-megabytes";
    private static final String GRACE = "ranking.model-grace-ms";

    public HotSetConfig {
        if (models < 1 || models > 1_000) {
            throw FeedrankException.badInput(MODELS + ": got " + models + ", expected 1 to 1000");
        }
        if (bytes < 1) {
            throw FeedrankException.badInput(
                    MEGABYTES + ": got " + bytes + " bytes, expected more than none");
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofHours(1)) > 0) {
            throw FeedrankException.badInput(
                    GRACE + ": got " + grace.toMillis() + ", expected 0 to 3600000");
        }
    }

    /** The sizes in {@code settings}. */
    public static HotSetConfig from(Settings settings) {
        return new HotSetConfig(
                settings.getInt(MODELS),
                settings.getLong(MEGABYTES) << 20,
                settings.getDuration(GRACE));
    }
}

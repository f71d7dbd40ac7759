package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.time.Duration;

/**
 * How models are served.
 *
 * @param poll how often the alias file is read
 * @param hotSet which models stay in memory
 * @param batches how their calls are shared
 * @param device what they run on
 */
public record ModelsConfig(
        Duration poll, HotSetConfig hotSet, BatchConfig batches, ComputeDevice device) {
    private static final String POLL = "ranking.models-poll-ms";

    public ModelsConfig {
        if (poll.toMillis() < 1 || poll.compareTo(Duration.ofHours(1)) > 0) {
            throw FeedrankException.badInput(
                    POLL + ": got " + poll.toMillis() + ", expected 1 to 3600000");
        }
    }

    /** The models' part of {@code settings}. */
    public static ModelsConfig from(Settings settings) {
        return new ModelsConfig(
                settings.getDuration(POLL),
                HotSetConfig.from(settings),
                BatchConfig.from(settings),
                ComputeDevice.parse(settings.get(ComputeDevice.KEY)));
    }
}

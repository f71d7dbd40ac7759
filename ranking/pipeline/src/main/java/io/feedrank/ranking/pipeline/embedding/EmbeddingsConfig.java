package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where post vectors come from, and where snapshots of them are kept.
 *
 * @param bootstrap Kafka's addresses
 * @param snapshots folder; it is made when it is missing
 * @param snapshotEvery between two snapshots
 * @param snapshotMaxAge an older one is not used: Kafka may have forgotten deletions since
 */
public record EmbeddingsConfig(
        String bootstrap, Path snapshots, Duration snapshotEvery, Duration snapshotMaxAge) {
    private static final String EVERY = "index.snapshot-every-ms";
    private static final String MAX_AGE = "index.snapshot-max-age-ms";

    public EmbeddingsConfig {
        if (snapshotEvery.toMillis() < 1) {
            throw FeedrankException.badInput(
                    EVERY + ": got " + snapshotEvery.toMillis() + ", expected 1 or more");
        }
        if (snapshotMaxAge.toMillis() < 0 || snapshotMaxAge.toHours() > 23) {
            throw FeedrankException.badInput(
                    MAX_AGE
                            + ": got "
                            + snapshotMaxAge.toMillis()
                            + ", expected 0 to 82800000, less than Kafka keeps deletions");
        }
    }

    /** The part of {@code settings}; snapshots lie in {@code index.snapshot-dir/<folder>}. */
    public static EmbeddingsConfig from(Settings settings, String folder) {
        return new EmbeddingsConfig(
                settings.get("kafka.bootstrap"),
                settings.getPath("index.snapshot-dir").resolve(folder),
                settings.getDuration(EVERY),
                settings.getDuration(MAX_AGE));
    }
}

package io.feedrank.jobs.compact;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Settings {@code compact.*}; the defaults file explains each.
 *
 * @param root of the offline store
 * @param clock of the deployment: it says which partitions are closed
 */
public record CompactConfig(
        Path root, long targetBytes, Duration closedAfter, Duration grace, Clock clock) {
    private static final long MEGABYTE = 1 << 20;

    public CompactConfig {
        if (targetBytes < 1) {
            throw FeedrankException.badInput(
                    "compact.target-megabytes: got "
                            + targetBytes / MEGABYTE
                            + ", expected 1 or more");
        }
        requireNotNegative("compact.closed-after-ms", closedAfter);
        requireNotNegative("compact.grace-ms", grace);
    }

    /** Reads the settings. */
    public static CompactConfig from(Settings settings) {
        return new CompactConfig(
                settings.getPath("offline.dir"),
                settings.getLong("compact.target-megabytes") * MEGABYTE,
                settings.getDuration("compact.closed-after-ms"),
                settings.getDuration("compact.grace-ms"),
                settings.clock());
    }

    private static void requireNotNegative(String key, Duration value) {
        if (value.isNegative()) {
            throw FeedrankException.badInput(
                    key + ": got " + value.toMillis() + ", expected 0 or more");
        }
    }
}

package io.feedrank.bench.features;

import io.feedrank.feature.config.FeedrankException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param json where the result goes; may be null
 * @param quick little data and few repetitions, for tests
 */
record FeaturesBenchConfig(@Nullable Path json, boolean quick) {

    /** Reads {@code --json FILE} and {@code --quick}. */
    static FeaturesBenchConfig parse(String... args) {
        Path json = null;
        boolean quick = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--quick")) {
                quick = true;
            } else if (args[i].equals("--json") && i + 1 < args.length) {
                json = Path.of(args[++i]);
            } else {
                throw FeedrankException.badInput(
                        "got " + args[i] + ", expected --json FILE or --quick");
            }
        }
        return new FeaturesBenchConfig(json, quick);
    }

    /** Share of the sample's size. */
    double scale() {
        return quick ? 0.02 : 0.5;
    }

    /** How often each figure is taken; the median counts. */
    int runs() {
        return quick ? 1 : 3;
    }

    /** Events a second of the freshness run. */
    int eventsPerSecond() {
        return quick ? 200 : 2_000;
    }

    /** How long it may take until the code is compiled; probes are sent after that. */
    Duration warmUp() {
        return Duration.ofSeconds(quick ? 2 : 300);
    }

    /** Events flow that long between two rests of the warm-up. */
    Duration warmUpRound() {
        return Duration.ofSeconds(quick ? 2 : 20);
    }

    /** How long probes are sent in one run. */
    Duration probing() {
        return Duration.ofSeconds(quick ? 3 : 20);
    }

    /** Timed reads of a run. */
    int reads() {
        return quick ? 20 : 400;
    }

    /** Posts of one read. */
    int postsOfARead() {
        return 1_000;
    }
}

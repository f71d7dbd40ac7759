package io.feedrank.bench.rank;

import io.feedrank.ranking.pipeline.scoring.ComputeDevice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is measured.
 *
 * @param json where the result goes; may be null
 * @param device to score on
 * @param quick few repetitions, for tests
 */
record RankBenchConfig(@Nullable Path json, ComputeDevice device, boolean quick) {

    /** Reads {@code --json FILE}, {@code --device NAME} and {@code --quick}. */
    static RankBenchConfig parse(String... args) {
        Path json = null;
        ComputeDevice device = ComputeDevice.CPU;
        boolean quick = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--quick")) {
                quick = true;
            } else if (args[i].equals("--json") && i + 1 < args.length) {
                json = Path.of(args[++i]);
            } else if (args[i].equals("--device") && i + 1 < args.length) {
                device = ComputeDevice.parse(args[++i]);
            } else {
                throw new IllegalArgumentException(
                        "got " + args[i] + ", expected --json FILE, --device NAME or --quick");
            }
        }
        return new RankBenchConfig(json, device, quick);
    }

    /** {@code full}, or a hundredth of it in a quick run. */
    int times(int full) {
        return quick ? Math.max(2, full / 100) : full;
    }
}

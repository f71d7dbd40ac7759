package io.feedrank.bench.ann;

import java.io.PrintStream;

/** The whole measurement. */
final class AnnBench {
    private final AnnBenchConfig config;
    private final PrintStream out;

    AnnBench(AnnBenchConfig config, PrintStream out) {
        this.config = config;
        this.out = out;
    }

    int run() {
        out.println(config);
        return 0;
    }
}

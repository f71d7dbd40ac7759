package io.feedrank.bench.rank;

import io.feedrank.bench.BenchDirectory;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.ranking.pipeline.scoring.TensorFlowRuntime;
import java.io.IOException;

/** Measures how models are served; {@code feedrank bench rank} runs it. */
public final class RankBenchMain {
    private RankBenchMain() {}

    /** Prints the figures and writes them where they are asked for. Exit 2 for bad usage. */
    public static void main(String[] args) throws IOException, InterruptedException {
        // One thread a call, so that the calling thread's CPU time is all that a call costs.
        System.setProperty(TensorFlowRuntime.INTRA_OP_THREADS, "1");
        System.setProperty(TensorFlowRuntime.INTER_OP_THREADS, "-1");
        RankBenchConfig config;
        try {
            config = RankBenchConfig.parse(args);
        } catch (IllegalArgumentException | FeedrankException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        int exit;
        try (BenchDirectory directory = BenchDirectory.create("rank")) {
            exit = new RankBench(config, directory.path(), System.out).run();
        }
        System.exit(exit);
    }
}

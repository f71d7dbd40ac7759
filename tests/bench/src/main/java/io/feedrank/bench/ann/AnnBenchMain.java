package io.feedrank.bench.ann;

/** Measures vector indexes beside their peers; {@code feedrank bench ann} runs it. */
public final class AnnBenchMain {
    private AnnBenchMain() {}

    /** Prints the figures and writes them where they are asked for. Exit 2 for bad usage. */
    public static void main(String[] args) throws Exception {
        AnnBenchConfig config;
        try {
            config = AnnBenchConfig.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(new AnnBench(config, System.out).run());
    }
}

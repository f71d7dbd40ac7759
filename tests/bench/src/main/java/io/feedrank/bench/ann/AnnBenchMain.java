package io.feedrank.bench.ann;

/** Measures vector indexes beside their peers; {@code feedrank bench ann} runs it. */
public final class AnnBenchMain {
    private AnnBenchMain() {}

    public static void main(String[] args) throws Exception {
        System.exit(new AnnBench(AnnBenchConfig.parse(args), System.out).run());
    }
}

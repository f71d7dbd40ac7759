package io.feedrank.cli.bench;

import io.feedrank.cli.WorkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedrank bench ann}: vector indexes beside native hnswlib and Lucene. */
@Command(
        name = "ann",
        header = "Vector search: engines beside native hnswlib and Lucene's HNSW.",
        mixinStandardHelpOptions = true,
        description = {
            "Builds every engine and every peer on the same vectors, finds the setting of each that reaches a recall of .95"
                    + " and of .99 against the exact scan at k = 10, 100 and 1000, and measures a query there: CPU time of"
                    + " the thread, 99th percentile, queries a second on two threads. Peers' ef is bisected to within .003"
                    + " of the recall they are compared at. Then: filters, upserts a second, search while the index"
                    + " changes, a simulated day of churn, memory bandwidth.",
            "",
            "Without files: 1,000,000 vectors of 64 dimensions from seed 42. 2,000 centres are drawn from a normal"
                    + " distribution; a centre's weight is 1/sqrt(rank), its spread 0.5 to 1.1 of the centres' own; a vector"
                    + " is its centre plus normal noise, brought to unit length. Queries are drawn from the same mixture and"
                    + " are no vectors of the set. Similarity is the cosine.",
            "With files the distance is Euclidean, as in the sets that are published so.",
            "",
            "The build of native hnswlib that is on Maven Central uses SSE only."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank bench ann --quick",
            "  feedrank bench ann --json ann.json --plots docs/figures",
            "  feedrank bench ann --vectors base.fvecs --queries query.fvecs --truth groundtruth.ivecs"
        })
public final class AnnBenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.feedrank.bench.ann.AnnBenchMain";
    private static final List<String> FLAGS =
            List.of(
                    "-Xms5g",
                    "-Xmx5g",
                    "-XX:+UseParallelGC",
                    "-XX:+UseTransparentHugePages",
                    "--add-modules",
                    "jdk.incubator.vector",
                    "-Djava.awt.headless=true");

    // Every command takes it.
    @SuppressWarnings("UnusedVariable")
    @Mixin
    private final WorkOption work = new WorkOption();

    @Option(names = "--vectors", paramLabel = "FVECS", description = "Vectors to index.")
    private @Nullable Path vectors;

    @Option(names = "--queries", paramLabel = "FVECS", description = "Queries.")
    private @Nullable Path queries;

    @Option(
            names = "--truth",
            paramLabel = "IVECS",
            description = "Exact neighbours, to check this run's own exact scan with.")
    private @Nullable Path truth;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, as JSON.")
    private @Nullable Path json;

    @Option(names = "--plots", paramLabel = "DIR", description = "Draw plots into this folder.")
    private @Nullable Path plots;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Vectors to generate (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--quick",
            description = "8,000 vectors and few queries: shows that it works, in half a minute.")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            description =
                    "Measure these engines and peers alone: exact, hnsw, quantized-scan, quantized, planner,"
                            + " hnswlib-native, lucene-hnsw; with commas between.")
    private @Nullable String only;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if ((vectors == null) != (queries == null)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--vectors and --queries go together");
        }
        List<String> arguments = new ArrayList<>();
        add(arguments, "--vectors", vectors);
        add(arguments, "--queries", queries);
        add(arguments, "--truth", truth);
        add(arguments, "--json", json);
        add(arguments, "--plots", plots);
        arguments.add("--size");
        arguments.add(Integer.toString(size));
        if (only != null) {
            arguments.add("--only");
            arguments.add(only);
        }
        if (quick) {
            arguments.add("--quick");
        }
        return new BenchProcess(MAIN, FLAGS).run(arguments);
    }

    private static void add(List<String> arguments, String name, @Nullable Path file) {
        if (file != null) {
            arguments.add(name);
            arguments.add(file.toString());
        }
    }
}

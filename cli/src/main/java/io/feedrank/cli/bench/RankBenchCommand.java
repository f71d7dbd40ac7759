package io.feedrank.cli.bench;

import io.feedrank.cli.WorkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code feedrank bench rank}: scoring beside raw TensorFlow and the machine's peak. */
@Command(
        name = "rank",
        header = "Scoring and training, beside raw TensorFlow and the machine's peak.",
        mixinStandardHelpOptions = true,
        description = {
            "CPU time of one thread for 1,000 candidates through 160-512-256-128-1 and through the production model's own"
                    + " shape: as they are served, through TensorFlow's own API, and the matrix products alone at the peak that"
                    + " a large product reaches in the same run. The batcher under 64 clients, beside one predictor behind a"
                    + " lock and a predictor a thread. The fallback model. The 99th percentile around five swaps at three"
                    + " tenths of the machine's capacity. Training steps, beside their matrix products at the peak."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank bench rank --quick",
            "  feedrank bench rank --json rank.json",
            "  feedrank bench rank --device gpu --json rank-gpu.json"
        })
public final class RankBenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.feedrank.bench.rank.RankBenchMain";
    private static final List<String> FLAGS =
            List.of(
                    "-Xms1g",
                    "-Xmx1g",
                    "-XX:+UseParallelGC",
                    "--add-modules=jdk.incubator.vector",
                    // As the ranking service runs: loading a model gives way to requests.
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:JavaPriority1_To_OSPriority=19",
                    "-XX:CompilerThreadPriority=0",
                    "-Djava.awt.headless=true");

    // As the image of the ranking service sets it: a layer's product, bias and cut in one
    // operation.
    private static final Map<String, String> ENVIRONMENT = Map.of("TF_ENABLE_ONEDNN_OPTS", "1");

    // Every command takes it.
    @SuppressWarnings("UnusedVariable")
    @Mixin
    private final WorkOption work = new WorkOption();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "cpu",
            description = "auto, cpu or gpu (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(
            names = "--quick",
            description = "Few repetitions: shows that it works, in half a minute.")
    private boolean quick;

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>(List.of("--device", device));
        Path file = json;
        if (file != null) {
            arguments.add("--json");
            arguments.add(file.toAbsolutePath().toString());
        }
        if (quick) {
            arguments.add("--quick");
        }
        return new BenchProcess(MAIN, FLAGS, ENVIRONMENT).run(arguments);
    }
}

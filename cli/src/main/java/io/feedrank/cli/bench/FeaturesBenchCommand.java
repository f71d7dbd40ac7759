package io.feedrank.cli.bench;

import io.feedrank.cli.WorkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code feedrank bench features}: online features beside a plain loop and a bare MGET. */
@Command(
        name = "features",
        header = "Online features, beside a plain loop and a bare MGET.",
        mixinStandardHelpOptions = true,
        description = {
            "CPU time of the online topology over the sample's events, on the heap and on RocksDB, beside the same"
                    + " algebra in a plain loop that decodes and encodes the same records. The read of everything that"
                    + " the model needs for one user and 1,000 posts, beside a bare MGET of the same keys, on a real"
                    + " Redis. From an event in Kafka to its values in Redis at a steady 2,000 events a second."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank bench features --quick",
            "  feedrank bench features --json features.json"
        })
public final class FeaturesBenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.feedrank.bench.features.FeaturesBenchMain";
    private static final List<String> FLAGS =
            List.of(
                    "-Xms2g",
                    "-Xmx2g",
                    "-XX:+UseG1GC",
                    // As the local stack's task manager.
                    "-XX:ThreadPriorityPolicy=1",
                    "-XX:JavaPriority1_To_OSPriority=19",
                    // What Flink opens for its serializers and closure cleaner.
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED");

    // Every command takes it.
    @SuppressWarnings("UnusedVariable")
    @Mixin
    private final WorkOption work = new WorkOption();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--quick",
            description =
                    "Little data and few repetitions: shows that it works, in a minute."
                            + " A whole run takes eight or more.")
    private boolean quick;

    @Override
    public Integer call() {
        List<String> arguments = new ArrayList<>();
        Path file = json;
        if (file != null) {
            arguments.add("--json");
            arguments.add(file.toAbsolutePath().toString());
        }
        if (quick) {
            arguments.add("--quick");
        }
        return new BenchProcess(MAIN, FLAGS).run(arguments);
    }
}

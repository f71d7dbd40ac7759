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

/** {@code feedrank bench candidates}: the recall of the whole of candidate generation. */
@Command(
        name = "candidates",
        header = "How often the clicked article is among the candidates, by source and together.",
        mixinStandardHelpOptions = true,
        description = {
            "Replays a click log in time order, and asks every source for candidates before each impression. The pool is"
                    + " every article that anybody was shown or clicked in the last days. What happens in the second of"
                    + " an impression, and its clicks, count as later. Vectors are searched exactly, so that it is the"
                    + " sources that are measured; what a user saw lately is not left out.",
            "",
            "EB-NeRD alone: the log has no follows, languages and topics."
        },
        footer = {
            "",
            "Example:",
            "  feedrank bench candidates --dataset ebnerd --data DIR --json candidates.json"
        })
public final class CandidatesBenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.feedrank.bench.candidates.CandidatesBenchMain";
    private static final List<String> FLAGS =
            List.of("-Xmx1g", "-XX:+UseParallelGC", "--add-modules", "jdk.incubator.vector");

    // Every command takes it.
    @SuppressWarnings("UnusedVariable")
    @Mixin
    private final WorkOption work = new WorkOption();

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            defaultValue = "ebnerd",
            description = "ebnerd (default: ${DEFAULT-VALUE}).")
    private String dataset = "ebnerd";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the dataset's files.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Days that an article stays in the pool unseen (default: ${DEFAULT-VALUE}).")
    private int days = 3;

    @Option(
            names = "--impressions",
            paramLabel = "N",
            defaultValue = "0",
            description = "So many from the beginning; 0 for all (default: ${DEFAULT-VALUE}).")
    private int impressions;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the result there, as JSON.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!dataset.equals("ebnerd")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--dataset: got " + dataset + ", expected ebnerd");
        }
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--data",
                                data.toString(),
                                "--days",
                                Integer.toString(days),
                                "--impressions",
                                Integer.toString(impressions)));
        if (json != null) {
            arguments.add("--json");
            arguments.add(json.toString());
        }
        return new BenchProcess(MAIN, FLAGS).run(arguments);
    }
}

package io.feedrank.cli.parity;

import io.feedrank.cli.Console;
import io.feedrank.cli.JsonOption;
import io.feedrank.cli.Progress;
import io.feedrank.cli.WorkOption;
import io.feedrank.cli.deployment.Deployment;
import io.feedrank.feature.parity.ParityReport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code feedrank parity}: whether what was served is what the events say. */
@Command(
        name = "parity",
        header = "Recomputes served feature values from the events, and compares.",
        mixinStandardHelpOptions = true,
        description = {
            "feature-log names the version of every value that a feed was computed from. feature-updates names the events"
                    + " that each version of an audited post, author, topic or user holds, in the order in which they"
                    + " were counted. This command counts those events anew, without Redis and Flink, computes each"
                    + " feature at the version and the moment at which it was served, and compares: bit by bit, or within"
                    + " the tolerance that an aggregation of floats declares.",
            "It also holds feature-updates against feed-events: each update is of an event and says what the event says,"
                    + " none counts twice, and none that had to count is missing. And it tells how far served values lay"
                    + " behind.",
            "One entity in features.audit-one-in is audited. Exit code 1 when anything differs, and when nothing could be"
                    + " compared. docs/features.md says more."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank parity",
            "  feedrank parity --requests 200 --json parity.json",
            "  feedrank parity --config production.properties"
        })
public final class ParityCommand implements Callable<Integer> {
    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Look at the newest N requests (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings of a deployment: kafka.bootstrap, features.audit-one-in,"
                            + " clock.offset-ms, erasure.key (default: the local stack in --work).")
    private @Nullable Path config;

    @Mixin private final JsonOption json = new JsonOption();

    @Mixin private final WorkOption work = new WorkOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (requests < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--requests: got " + requests + ", expected 1 or more");
        }
        Deployment deployment = Deployment.of(work, config);
        Console console = Console.of(spec);
        ParityReport report;
        try (Progress progress = console.progress("reading", 0)) {
            report = new ParityRun(deployment, requests).run(progress);
        }
        console.say(ParityTables.of(report));
        json.write(report.asMap());
        return report.ok() ? 0 : 1;
    }
}

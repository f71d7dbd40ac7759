package io.feedrank.cli.bench;

import io.feedrank.cli.WorkOption;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code feedrank bench}: one subcommand a figure. */
@Command(
        name = "bench",
        header = "Measures, beside its peer or its limit in the same run.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AnnBenchCommand.class,
            CandidatesBenchCommand.class,
            FeaturesBenchCommand.class,
            RankBenchCommand.class
        })
public final class BenchCommand implements Runnable {
    // Every command takes it.
    @SuppressWarnings("UnusedVariable")
    @Mixin
    private final WorkOption work = new WorkOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "name one of " + String.join(", ", spec.subcommands().keySet()));
    }
}

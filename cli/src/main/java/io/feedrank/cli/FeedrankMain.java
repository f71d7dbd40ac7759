package io.feedrank.cli;

import io.feedrank.cli.backfill.BackfillCommand;
import io.feedrank.cli.backfill.CompactCommand;
import io.feedrank.cli.backfill.SnapshotCommand;
import io.feedrank.cli.bench.BenchCommand;
import io.feedrank.cli.demo.DemoCommand;
import io.feedrank.cli.dlq.DlqCommand;
import io.feedrank.cli.erase.EraseCommand;
import io.feedrank.cli.evaluate.EvaluateCommand;
import io.feedrank.cli.parity.ParityCommand;
import io.feedrank.cli.stack.StackException;
import io.feedrank.feature.config.FeedrankException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code feedrank} command. Exit codes: 0 done, 1 failed, 2 bad usage. */
@Command(
        name = "feedrank",
        description = "Turns a database and an event stream into ranked feeds.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "feedrank 0.1.0",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            SubmitCommand.class,
            BackfillCommand.class,
            CompactCommand.class,
            SnapshotCommand.class,
            IngestCommand.class,
            FeedCommand.class,
            TrainCommand.class,
            FeaturesCommand.class,
            ModelsCommand.class,
            ParityCommand.class,
            DlqCommand.class,
            EraseCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "The quickest look at all of it: feedrank demo",
            "Each command explains itself: feedrank COMMAND --help"
        })
public final class FeedrankMain {
    /**
     * Set it to see stack traces of failures, and what libraries log: {@code
     * FEEDRANK_LOG_LEVEL=INFO}.
     */
    private static final String LOG_LEVEL = "FEEDRANK_LOG_LEVEL";

    public static void main(String[] args) {
        // Other modules on this class path bring a logback.xml, for processes of their own.
        System.setProperty(
                "logback.configurationFile",
                System.getProperty("logback.configurationFile", "logback-cli.xml"));
        System.exit(commandLine().execute(args));
    }

    /** The whole command, to run it from a test as well. */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new FeedrankMain());
        line.setExecutionExceptionHandler(FeedrankMain::report);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        return line;
    }

    private static int report(
            Exception failure, CommandLine line, CommandLine.@Nullable ParseResult parsed) {
        Console console = Console.of(line.getCommandSpec());
        boolean expected =
                failure instanceof CommandFailure
                        || failure instanceof StackException
                        || failure instanceof FeedrankException;
        if (!expected || System.getenv(LOG_LEVEL) != null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            console.note(trace.toString());
        }
        console.complain(
                expected
                        ? String.valueOf(failure.getMessage())
                        : "a defect, please report it: " + failure);
        return CommandLine.ExitCode.SOFTWARE;
    }
}

package io.feedrank.cli;

import io.feedrank.cli.stack.LocalStack;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code feedrank down}: stops the local stack. */
@Command(
        name = "down",
        header = "Stops the local stack.",
        mixinStandardHelpOptions = true,
        description = {
            "Stops the local stack of a work directory, the dependent processes first; its data stays.",
            "A process that does not stop when asked is killed. Only processes that this stack started are touched."
        },
        footer = {"", "Examples:", "  feedrank down", "  feedrank down --work /data/feedrank"})
public final class DownCommand implements Callable<Integer> {
    @Mixin private final WorkOption work = new WorkOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Console console = Console.of(spec);
        boolean ran;
        Duration took;
        try (StackProgress progress = new StackProgress(console, "stopping")) {
            ran = LocalStack.shutDown(work.directory(), progress);
            took = progress.elapsed();
        }
        console.say(
                ran
                        ? "The local stack in "
                                + work.path()
                                + " is down after "
                                + Console.seconds(took)
                                + "."
                        : "No local stack runs in " + work.path() + ".");
        return 0;
    }
}

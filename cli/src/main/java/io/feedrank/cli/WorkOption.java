package io.feedrank.cli;

import io.feedrank.cli.stack.WorkDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --work}, which every command takes. */
public final class WorkOption {

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = ".feedrank",
            description = "Where everything of the local stack lies (default: ${DEFAULT-VALUE}).")
    private Path work = Path.of(".feedrank");

    /** The directory, created when something is put there. */
    public Path path() {
        return work.toAbsolutePath().normalize();
    }

    /** The directory with its layout. */
    public WorkDirectory directory() {
        return new WorkDirectory(work);
    }
}

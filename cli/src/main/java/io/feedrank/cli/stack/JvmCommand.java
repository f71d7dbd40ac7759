package io.feedrank.cli.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Builds the command line of one of the stack's JVMs. */
final class JvmCommand {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private final Supplier<Installation> installation;

    JvmCommand(Supplier<Installation> installation) {
        this.installation = installation;
    }

    /**
     * The command line of a process of the catalog.
     *
     * @param moreFlags JVM flags of this run
     * @param arguments arguments of its main method
     */
    List<String> of(String name, List<String> moreFlags, List<String> arguments) {
        ProcessCatalog.JvmProcess process = ProcessCatalog.get(name);
        List<String> command = new ArrayList<>();
        command.add(JAVA.toString());
        if (process.heapMegabytes() > 0) {
            command.add("-Xmx" + process.heapMegabytes() + "m");
        }
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-Dfeedrank.process=" + name);
        command.addAll(process.flags());
        command.addAll(installation.get().jvmOptions(process.module()));
        command.addAll(moreFlags);
        command.add("-cp");
        command.add(installation.get().classPath(process.module()));
        command.add(process.main());
        command.addAll(arguments);
        return command;
    }
}

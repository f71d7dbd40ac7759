package io.feedrank.cli.bench;

import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A benchmark of the module {@code tests/bench} in a JVM of its own, so that it has the flags that
 * its figures depend on and nothing else in its heap. It prints to this process's own streams, and
 * ends with it.
 */
public final class BenchProcess {
    private static final String MODULE = "tests/bench";

    private final String main;
    private final List<String> flags;
    private final Map<String, String> environment;

    /**
     * A benchmark to run.
     *
     * @param main class with the main method
     * @param flags of the JVM, for example {@code -Xmx4g}
     */
    public BenchProcess(String main, List<String> flags) {
        this(main, flags, Map.of());
    }

    /**
     * The same with variables beside those of this process.
     *
     * @param environment by name
     */
    public BenchProcess(String main, List<String> flags, Map<String, String> environment) {
        this.main = main;
        this.flags = List.copyOf(flags);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs it to its end; its exit code.
     *
     * @throws CommandFailure when it can't be started
     */
    public int run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(Installation.find().classPath(MODULE));
        command.add(main);
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().putAll(environment);
            Process process = builder.start();
            Thread endWithUs = new Thread(process::destroyForcibly, "bench-exit");
            Runtime.getRuntime().addShutdownHook(endWithUs);
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(endWithUs);
            return exit;
        } catch (IOException failure) {
            throw new CommandFailure(
                    "cannot start the benchmark: " + failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("the benchmark was interrupted", stopped);
        }
    }
}

package io.feedrank.ranking.statefun;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The runtime as the launcher starts it: its jar, its class path, its JVM options. A shell stands
 * between, so that the runtime dies with the test however the test dies.
 */
final class RuntimeProcess implements AutoCloseable {

    /** The shell's standard input ends when the test's JVM does; then the runtime is killed. */
    private static final String WATCHED =
            """
            exec 3<&0
            "$@" >>"$LOG" 2>&1 </dev/null &
            runtime=$!
            echo $runtime >"$PID.part" && mv "$PID.part" "$PID"
            (cat <&3 >/dev/null; kill -9 $runtime) &
            watch=$!
            wait $runtime
            status=$?
            kill $watch
            exit $status
            """;

    private final Process shell;
    private final ProcessHandle runtime;
    private final Path log;

    private RuntimeProcess(Process shell, ProcessHandle runtime, Path log) {
        this.shell = shell;
        this.runtime = runtime;
        this.log = log;
    }

    /**
     * Starts the runtime with a configuration file of these settings.
     *
     * @param directory where it runs; a second start in it goes on in the same log
     * @param name of its log in {@code target/runtime-logs/}
     */
    static RuntimeProcess start(Path directory, String name, Map<String, String> settings)
            throws IOException {
        Path module = Path.of("").toAbsolutePath();
        Path logs = Files.createDirectories(module.resolve("target/runtime-logs"));
        Path log = logs.resolve(name + ".log");
        if (Files.notExists(directory)) {
            Files.createDirectories(directory);
            Files.deleteIfExists(log);
        }
        Path pid = directory.resolve("pid");
        Files.deleteIfExists(pid);
        ProcessBuilder builder =
                new ProcessBuilder(command(module, configuration(directory, settings)));
        builder.environment().put("LOG", log.toString());
        builder.environment().put("PID", pid.toString());
        Process shell = builder.start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(pid));
        long runtime = Long.parseLong(Files.readString(pid).strip());
        return new RuntimeProcess(shell, ProcessHandle.of(runtime).orElseThrow(), log);
    }

    private static Path configuration(Path directory, Map<String, String> settings)
            throws IOException {
        Path file = directory.resolve("statefun.properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static List<String> command(Path module, Path configuration) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WATCHED, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Files.readAllLines(module.resolve("src/main/dist/jvm.options")));
        // Half the processor time of a start, and each test starts one.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(
                module.resolve("target/feedrank-statefun-runtime-0.1.0.jar")
                        + ":"
                        + Files.readString(module.resolve("target/classpath")).strip());
        command.addAll(
                List.of(StatefunRuntimeMain.class.getName(), "--config", configuration.toString()));
        return command;
    }

    /** SIGKILL: nothing of the runtime's own runs. */
    void kill() {
        runtime.destroyForcibly();
        shell.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** SIGTERM, and waits for the end. */
    void stop() throws InterruptedException {
        runtime.destroy();
        if (!shell.waitFor(40, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the runtime did not stop: " + log());
        }
    }

    int waitForExit() throws InterruptedException {
        if (!shell.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the runtime did not end: " + log());
        }
        return shell.exitValue();
    }

    boolean isAlive() {
        return runtime.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    @Override
    public void close() {
        if (runtime.isAlive()) {
            kill();
        }
    }
}

package io.feedrank.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.stack.Installation;
import io.feedrank.cli.stack.Polling;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Work that another module does in a process of its own, from start to end, and that reports its
 * progress to a file.
 *
 * @param module folder of the module, for example {@code ranking/training}
 * @param mainClass takes {@code --progress FILE} beside {@code arguments}
 * @param jvm options of its JVM
 * @param environment variables beside those of this process
 * @param log takes what it prints
 * @param steps takes its progress: lines of JSON with {@code fraction}, {@code phase} and more
 */
public record ModuleTask(
        String module,
        String mainClass,
        List<String> jvm,
        Map<String, String> environment,
        List<String> arguments,
        Path log,
        Path steps) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PERCENT = 100;
    private static final int TAIL_LINES = 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    public ModuleTask {
        jvm = List.copyOf(jvm);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /**
     * Runs it; it ends with this process at the latest.
     *
     * @return its exit code
     * @throws io.feedrank.cli.stack.StackException when it takes longer than {@code patience}
     */
    public int run(Progress progress, Duration patience) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        Files.createDirectories(steps.toAbsolutePath().getParent());
        Files.deleteIfExists(steps);
        ProcessBuilder builder =
                new ProcessBuilder(command())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread endWithUs = new Thread(process::destroyForcibly, "task-exit");
        Runtime.getRuntime().addShutdownHook(endWithUs);
        try {
            progress.expect(PERCENT);
            Polling.until(
                    patience,
                    POLL,
                    () -> {
                        show(progress);
                        return !process.isAlive();
                    });
            return process.exitValue();
        } finally {
            process.destroyForcibly();
            forget(endWithUs);
        }
    }

    /** The last lines that it printed. */
    public String tail() throws IOException {
        List<String> lines =
                List.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n"));
        return String.join(
                "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(Installation.find().classPath(module));
        command.add(mainClass);
        command.addAll(arguments);
        command.add("--progress");
        command.add(steps.toString());
        return command;
    }

    private void show(Progress progress) {
        try {
            if (Files.exists(steps)) {
                List<String> lines = Files.readAllLines(steps);
                if (!lines.isEmpty()) {
                    JsonNode step = JSON.readTree(lines.get(lines.size() - 1));
                    progress.reach(Math.round(PERCENT * step.path("fraction").asDouble()));
                    progress.detail(
                            (step.path("phase").asText() + " " + step.path("model").asText(""))
                                            .strip()
                                    + figure(step, "loss")
                                    + figure(step, "validation_auc"));
                }
            }
        } catch (JsonProcessingException halfWritten) {
            // The next look sees the whole line.
        } catch (IOException gone) {
            progress.detail("its progress cannot be read: " + gone.getMessage());
        }
    }

    private static String figure(JsonNode step, String name) {
        return step.path(name).isNumber()
                ? String.format(" %s %.4f", name.replace('_', ' '), step.path(name).asDouble())
                : "";
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The hook runs already.
        }
    }
}

package io.feedrank.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.Installation;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.cli.stack.Polling;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * Trains in a process of its own, as one would in production, with the settings of the local stack.
 */
final class TrainingRun {
    private static final String MODULE = "ranking/training";
    private static final String MAIN = "io.feedrank.ranking.training.TrainerMain";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PERCENT = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStack stack;
    private final long seed;

    TrainingRun(LocalStack stack, long seed) {
        this.stack = stack;
        this.seed = seed;
    }

    /**
     * What came of it.
     *
     * @param model that serves now
     * @param auc mean over the impressions of the last day, held out
     * @param popularityAuc of clicks with a half-life of six hours, on the same impressions
     */
    record Result(String model, int impressions, double auc, double popularityAuc) {}

    /**
     * Trains and registers a model.
     *
     * @throws CommandFailure when the trainer fails; the message ends with what it printed last
     */
    Result run(Progress progress) {
        Path directory = stack.work().root().resolve("training");
        Path log = stack.work().logs().resolve("trainer.log");
        Path report = directory.resolve("report.json");
        Path steps = directory.resolve("progress.jsonl");
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(report);
            Files.deleteIfExists(steps);
            Path config = directory.resolve("trainer.properties");
            Properties settings = new Properties();
            settings.putAll(stack.settings());
            try (Writer writer = Files.newBufferedWriter(config)) {
                settings.store(writer, null);
            }
            Process trainer =
                    new ProcessBuilder(
                                    List.of(
                                            Path.of(System.getProperty("java.home"), "bin", "java")
                                                    .toString(),
                                            "-Xmx1g",
                                            "-XX:+UseParallelGC",
                                            "-cp",
                                            Installation.find().classPath(MODULE),
                                            MAIN,
                                            "--config",
                                            config.toString(),
                                            "--report",
                                            report.toString(),
                                            "--progress",
                                            steps.toString(),
                                            "--train.seed",
                                            Long.toString(seed)))
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            Thread endWithUs = new Thread(trainer::destroyForcibly, "trainer-exit");
            Runtime.getRuntime().addShutdownHook(endWithUs);
            try {
                progress.expect(PERCENT);
                Polling.until(
                        PATIENCE,
                        POLL,
                        () -> {
                            show(steps, progress);
                            return !trainer.isAlive();
                        });
            } finally {
                trainer.destroyForcibly();
                forget(endWithUs);
            }
            if (!Files.exists(report)) {
                throw new CommandFailure(
                        "the trainer failed; the end of " + log + ":\n" + tail(log));
            }
            return result(JSON.readTree(report.toFile()));
        } catch (IOException e) {
            throw new CommandFailure("cannot train: " + e.getMessage(), e);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // The hook runs already.
        }
    }

    private static Result result(JsonNode report) {
        JsonNode production = report.path("production");
        JsonNode metrics = production.path("metrics");
        return new Result(
                production.path("model").asText(),
                metrics.path("impressions").asInt(),
                metrics.path("auc").asDouble(Double.NaN),
                report.path("baselines")
                        .path("decayed_popularity")
                        .path("auc")
                        .asDouble(Double.NaN));
    }

    private static void show(Path steps, Progress progress) {
        try {
            if (Files.exists(steps)) {
                List<String> lines = Files.readAllLines(steps);
                if (!lines.isEmpty()) {
                    JsonNode step = JSON.readTree(lines.get(lines.size() - 1));
                    progress.reach(Math.round(PERCENT * step.path("fraction").asDouble()));
                    String auc =
                            step.path("validation_auc").isNumber()
                                    ? String.format(
                                            " validation AUC %.4f",
                                            step.path("validation_auc").asDouble())
                                    : "";
                    progress.detail(
                            (step.path("phase").asText() + " " + step.path("model").asText(""))
                                            .strip()
                                    + auc);
                }
            }
        } catch (JsonProcessingException halfWritten) {
            // The next look sees the whole line.
        } catch (IOException gone) {
            progress.detail("its progress cannot be read: " + gone.getMessage());
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines =
                List.of(new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }
}

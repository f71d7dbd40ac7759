package io.feedrank.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.ModuleTask;
import io.feedrank.cli.Progress;
import io.feedrank.cli.stack.LocalStack;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Trains in a process of its own, as one would in production, with the settings of the local stack.
 */
final class TrainingRun {
    private static final String MAIN = "io.feedrank.ranking.training.TrainerMain";
    private static final Duration PATIENCE = Duration.ofMinutes(15);
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
        Path config = directory.resolve("trainer.properties");
        ModuleTask trainer =
                new ModuleTask(
                        "ranking/training",
                        MAIN,
                        List.of("-Xmx1g", "-XX:+UseParallelGC"),
                        Map.of(),
                        List.of(
                                "--config",
                                config.toString(),
                                "--report",
                                report.toString(),
                                "--train.seed",
                                Long.toString(seed)),
                        log,
                        directory.resolve("progress.jsonl"));
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(report);
            Properties settings = new Properties();
            settings.putAll(stack.settings());
            try (Writer writer = Files.newBufferedWriter(config)) {
                settings.store(writer, null);
            }
            if (trainer.run(progress, PATIENCE) != 0 || !Files.exists(report)) {
                throw new CommandFailure(
                        "the trainer failed; the end of " + log + ":\n" + trainer.tail());
            }
            return result(JSON.readTree(report.toFile()));
        } catch (IOException e) {
            throw new CommandFailure("cannot train: " + e.getMessage(), e);
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
}

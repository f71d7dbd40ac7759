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
import java.util.Optional;
import java.util.Properties;

/** Trains a text tower in a process of its own, which hands it to the online feature job. */
final class TextTowerRun {
    private static final String MAIN = "io.feedrank.ranking.training.text.TextTowerMain";
    private static final int TOO_FEW_TITLES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalStack stack;
    private final long seed;

    TextTowerRun(LocalStack stack, long seed) {
        this.stack = stack;
        this.seed = seed;
    }

    /**
     * What came of it. Recalls are of the readers of posts held out, among the first twentieth of
     * the users.
     *
     * @param model its name and version
     * @param posts posts that it was fitted on
     */
    record Result(String model, int posts, double recall, double topicRecall, double randomRecall) {
        /** The version as the jobs write it beside a vector. */
        String version() {
            return model.substring(model.indexOf('/') + 1);
        }
    }

    /**
     * Trains, registers and publishes a tower.
     *
     * @return empty when too few posts have a title
     * @throws CommandFailure when the trainer fails; the message ends with what it printed last
     */
    Optional<Result> run(Progress progress) {
        Path directory = stack.work().root().resolve("training");
        Path report = directory.resolve("text-tower.json");
        Path config = directory.resolve("text-tower.properties");
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
                        stack.work().logs().resolve("text-tower.log"),
                        directory.resolve("text-tower.jsonl"));
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(report);
            Properties settings = new Properties();
            settings.putAll(stack.settings());
            try (Writer writer = Files.newBufferedWriter(config)) {
                settings.store(writer, null);
            }
            int exit = trainer.run(progress, PATIENCE);
            if (exit == TOO_FEW_TITLES) {
                return Optional.empty();
            }
            if (exit != 0 || !Files.exists(report)) {
                throw new CommandFailure(
                        "the trainer of the text tower failed; the end of "
                                + trainer.log()
                                + ":\n"
                                + trainer.tail());
            }
            return Optional.of(result(JSON.readTree(report.toFile())));
        } catch (IOException e) {
            throw new CommandFailure("cannot train the text tower: " + e.getMessage(), e);
        }
    }

    private static Result result(JsonNode report) {
        JsonNode recall = report.path("held_out").path("recall");
        return new Result(
                report.path("model").asText(),
                report.path("posts").asInt(),
                recall.path("tower").asDouble(Double.NaN),
                recall.path("topic_mean").asDouble(Double.NaN),
                recall.path("random").asDouble(Double.NaN));
    }
}

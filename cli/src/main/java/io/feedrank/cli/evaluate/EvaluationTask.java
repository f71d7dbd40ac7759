package io.feedrank.cli.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.CommandFailure;
import io.feedrank.cli.ModuleTask;
import io.feedrank.cli.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluates in a process of its own: models are trained and served there as in production. */
final class EvaluationTask {
    private static final String MAIN = "io.feedrank.ranking.training.evaluation.EvaluateMain";
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What to evaluate on.
     *
     * @param truth scores of the test's impressions to compare with; null for none
     */
    record Input(Path train, Path test, @Nullable Path truth) {}

    /**
     * How to.
     *
     * @param retrain {@code never} or {@code daily}
     * @param listInputs whether inputs may tell of the other posts in view
     * @param withoutGroups feature groups that the served ranker does without
     */
    record How(
            long seed,
            boolean frozen,
            String retrain,
            boolean listInputs,
            List<String> withoutGroups) {}

    /** What to write, where it is wanted. */
    record Output(@Nullable Path predictions, @Nullable Path report) {}

    private final Path directory;

    /**
     * @param directory takes the log and what passes between the processes
     */
    EvaluationTask(Path directory) {
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @throws CommandFailure when it fails; the message says why
     */
    JsonNode run(Input input, How how, Output output, Progress progress) {
        Path result = directory.resolve("result.json");
        Path failure = directory.resolve("failure.txt");
        List<String> arguments = new ArrayList<>();
        add(arguments, "evaluate.train", input.train());
        add(arguments, "evaluate.test", input.test());
        add(arguments, "evaluate.truth", input.truth());
        add(arguments, "evaluate.predictions", output.predictions());
        add(arguments, "evaluate.report", output.report());
        add(arguments, "result", result);
        add(arguments, "failure", failure);
        arguments.addAll(List.of("--evaluate.seed", Long.toString(how.seed())));
        arguments.addAll(List.of("--evaluate.frozen", Boolean.toString(how.frozen())));
        arguments.addAll(List.of("--evaluate.retrain", how.retrain()));
        arguments.addAll(List.of("--evaluate.list-inputs", Boolean.toString(how.listInputs())));
        if (!how.withoutGroups().isEmpty()) {
            arguments.add("--evaluate.without-groups");
            arguments.add(String.join(",", how.withoutGroups()));
        }
        ModuleTask task =
                new ModuleTask(
                        "ranking/training",
                        MAIN,
                        List.of("-Xmx3g", "-XX:+UseParallelGC"),
                        Map.of("TF_CPP_MIN_LOG_LEVEL", "2"),
                        arguments,
                        directory.resolve("evaluate.log"),
                        directory.resolve("progress.jsonl"));
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(result);
            Files.deleteIfExists(failure);
            int exit = task.run(progress, PATIENCE);
            if (Files.exists(failure)) {
                throw new CommandFailure(Files.readString(failure).strip());
            }
            if (exit != 0 || !Files.exists(result)) {
                throw new CommandFailure(
                        "the evaluation failed; the end of " + task.log() + ":\n" + task.tail());
            }
            return JSON.readTree(result.toFile());
        } catch (IOException e) {
            throw new CommandFailure("cannot evaluate: " + e.getMessage(), e);
        }
    }

    private static void add(List<String> arguments, String key, @Nullable Path path) {
        if (path != null) {
            arguments.add("--" + key);
            arguments.add(path.toAbsolutePath().toString());
        }
    }
}

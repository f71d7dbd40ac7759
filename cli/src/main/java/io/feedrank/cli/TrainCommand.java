package io.feedrank.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.feedrank.cli.stack.LocalStack;
import io.feedrank.ranking.pipeline.registry.Alias;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feedrank train}: from the offline store to a registered model. */
@Command(
        name = "train",
        header = "Trains on the offline store and registers what comes out.",
        mixinStandardHelpOptions = true,
        description = {
            "Trains the full model and the one to fall back to, evaluates them on the last day,"
                    + " registers them, and points an alias to the full one: production at once, or"
                    + " shadow, from where the judge takes it on.",
            "Uses the settings of the stack in the work directory, if one was started there."
        },
        footer = {
            "",
            "Examples:",
            "  feedrank train",
            "  feedrank train --alias shadow",
            "  feedrank train --offline /data/offline --models /data/models --seed 7 --json"
                    + " report.json"
        })
public final class TrainCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofHours(6);

    @Option(
            names = "--alias",
            paramLabel = "NAME",
            defaultValue = "production",
            description = "production or shadow (default: ${DEFAULT-VALUE}).")
    private String alias = "production";

    @Option(
            names = "--offline",
            paramLabel = "DIR",
            description = "Root of the offline store (default: that of the work directory).")
    private @Nullable Path offline;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description = "Root of the registry (default: that of the work directory).")
    private @Nullable Path models;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description =
                    "Of the initial weights and the order of the batches (default:"
                            + " ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Mixin private final WorkOption work = new WorkOption();

    @Mixin private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec);
        Path directory = work.path().resolve("training");
        Path report = directory.resolve("report.json");
        Files.createDirectories(directory);
        Files.deleteIfExists(report);
        Map<String, String> settings = new TreeMap<>(LocalStack.settings(work.directory()));
        settings.putIfAbsent("offline.dir", work.directory().offline().toString());
        settings.putIfAbsent("models.dir", work.directory().models().toString());
        putIfGiven(settings, "offline.dir", offline);
        putIfGiven(settings, "models.dir", models);
        settings.put("train.alias", Alias.parse(alias).id());
        settings.put("train.seed", Long.toString(seed));
        settings.put("report", report.toString());
        ModuleTask task =
                new ModuleTask(
                        "ranking/training",
                        "io.feedrank.ranking.training.TrainerMain",
                        List.of("-Xmx1g", "-XX:+UseParallelGC"),
                        Map.of(),
                        arguments(settings),
                        directory.resolve("trainer.log"),
                        directory.resolve("progress.jsonl"));
        try (Progress progress = console.progress("training", 0)) {
            task.run(progress, PATIENCE);
        }
        if (!Files.exists(report)) {
            throw new CommandFailure("the trainer failed:\n" + task.tail());
        }
        JsonNode trained = new ObjectMapper().readTree(report.toFile());
        JsonNode production = trained.path("production");
        console.say(
                String.format(
                        Locale.ROOT,
                        "%s is %s now: AUC %.4f, nDCG@10 %.4f on %d impressions held out.",
                        production.path("model").asText(),
                        alias,
                        production.path("metrics").path("auc").asDouble(),
                        production.path("metrics").path("ndcg10").asDouble(),
                        production.path("metrics").path("impressions").asInt()));
        json.write(trained);
        return 0;
    }

    private static void putIfGiven(
            Map<String, String> settings, String key, @Nullable Path directory) {
        if (directory != null) {
            settings.put(key, directory.toAbsolutePath().toString());
        }
    }

    private static List<String> arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .flatMap(setting -> List.of("--" + setting.getKey(), setting.getValue()).stream())
                .toList();
    }
}

package io.feedrank.ranking.training;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains once: {@code TrainerMain --config FILE [--report FILE] [--progress FILE] [--train.seed
 * N]}. Reads {@code offline.dir}, {@code models.dir} and {@code train.alias}. Writes its report,
 * one line of JSON, to the report file, and how far it is to the progress file, a line of JSON each
 * time. Exits with 0 when the models are in the registry, 1 when the training failed, 2 when it was
 * called wrongly.
 */
public final class TrainerMain {
    private static final Logger log = LoggerFactory.getLogger(TrainerMain.class);
    private static final String DEFAULT_SEED = "20261123";

    private TrainerMain() {}

    /** Runs one training and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        Settings settings;
        TrainingRequest request;
        Alias alias;
        try {
            settings = Settings.fromArgs(args);
            request = request(settings);
            alias = Alias.parse(settings.get("train.alias"));
        } catch (FeedrankException e) {
            log.error("{}", e.getMessage());
            return 2;
        }
        try {
            String report = TrainingJson.line(new Trainer().train(request, alias));
            log.info("trained: {}", report);
            String file = settings.getOrNull("report");
            if (file != null) {
                Files.writeString(Path.of(file), report + "\n");
            }
            return 0;
        } catch (FeedrankException e) {
            log.error("training failed: {}", e.getMessage());
            return 1;
        } catch (IOException | RuntimeException e) {
            log.error("training failed", e);
            return 1;
        }
    }

    private static TrainingRequest request(Settings settings) {
        String seed = settings.getOrNull("train.seed");
        String progress = settings.getOrNull("progress");
        try {
            return new TrainingRequest(
                    settings.getPath("offline.dir"),
                    new ModelRegistry(settings.getPath("models.dir")),
                    Long.parseLong(seed == null ? DEFAULT_SEED : seed),
                    settings.clock(),
                    progress == null ? TrainingProgress.NONE : new ProgressFile(Path.of(progress)));
        } catch (NumberFormatException e) {
            throw FeedrankException.badInput(
                    "setting 'train.seed': got '" + seed + "', expected a whole number");
        }
    }
}

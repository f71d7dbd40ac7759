package io.feedrank.ranking.training.text;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.training.ProgressFile;
import io.feedrank.ranking.training.TrainingJson;
import io.feedrank.ranking.training.TrainingProgress;
import io.feedrank.ranking.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a text tower once and hands it to the jobs: {@code TextTowerMain --config FILE [--report
 * FILE] [--progress FILE] [--train.seed N] [--publish true|false|only]}. With {@code only} it
 * trains nothing, and hands over what the alias {@code text-tower} stands for, as after a rollback.
 * Reads {@code offline.dir}, {@code models.dir} and {@code kafka.bootstrap}. Exits with 0 when the
 * tower is in the registry and in Kafka, 1 when that failed, 2 when it was called wrongly, 3 when
 * too few posts have a title.
 */
public final class TextTowerMain {
    /** Exit status when there is nothing to learn from, which is no fault. */
    public static final int TOO_FEW_TITLES = 3;

    private static final Logger log = LoggerFactory.getLogger(TextTowerMain.class);
    private static final long DEFAULT_SEED = 20261124;

    private TextTowerMain() {}

    /** Runs one training and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        Settings settings;
        TrainingRequest request;
        try {
            settings = Settings.fromArgs(args);
            request = request(settings);
        } catch (FeedrankException e) {
            log.error("{}", e.getMessage());
            return 2;
        }
        String publish = settings.getOrNull("publish");
        try {
            if ("only".equals(publish)) {
                log.info("published {}", publisher(request, settings).publish());
                return 0;
            }
            String report = TrainingJson.line(new TextTowerTrainer().train(request));
            log.info("trained: {}", report);
            if (!"false".equals(publish)) {
                publisher(request, settings).publish();
            }
            String file = settings.getOrNull("report");
            if (file != null) {
                Files.writeString(Path.of(file), report + "\n");
            }
            return 0;
        } catch (TooFewTitlesException e) {
            log.warn("{}", e.getMessage());
            return TOO_FEW_TITLES;
        } catch (FeedrankException e) {
            log.error("training failed: {}", e.getMessage());
            return 1;
        } catch (IOException | RuntimeException e) {
            log.error("training failed", e);
            return 1;
        }
    }

    private static TowerPublisher publisher(TrainingRequest request, Settings settings) {
        return new TowerPublisher(request.registry(), settings.get("kafka.bootstrap"));
    }

    private static TrainingRequest request(Settings settings) {
        String progress = settings.getOrNull("progress");
        return new TrainingRequest(
                settings.getPath("offline.dir"),
                new ModelRegistry(settings.getPath("models.dir")),
                settings.getOrNull("train.seed") == null
                        ? DEFAULT_SEED
                        : settings.getLong("train.seed"),
                settings.clock(),
                progress == null ? TrainingProgress.NONE : new ProgressFile(Path.of(progress)));
    }
}

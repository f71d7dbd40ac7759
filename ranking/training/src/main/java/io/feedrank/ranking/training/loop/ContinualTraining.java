package io.feedrank.ranking.training.loop;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.ranking.pipeline.registry.Alias;
import io.feedrank.ranking.pipeline.registry.ModelRef;
import io.feedrank.ranking.pipeline.registry.ModelRegistry;
import io.feedrank.ranking.training.Trainer;
import io.feedrank.ranking.training.TrainingReport;
import io.feedrank.ranking.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains when there are new examples and no model is waiting as shadow, and puts what comes out on
 * trial. One thread uses it.
 */
final class ContinualTraining {
    private static final Logger log = LoggerFactory.getLogger(ContinualTraining.class);

    private final TrainingRequest request;
    private final int keep;
    private List<String> trainedOn = List.of();

    /**
     * A trainer.
     *
     * @param keep versions of each model that stay in the registry
     */
    ContinualTraining(TrainingRequest request, int keep) {
        this.request = request;
        this.keep = keep;
    }

    /**
     * Trains if it is worth it; whether a model came of it. A failure is logged and tried again.
     */
    boolean round() {
        try {
            ModelRegistry registry = request.registry();
            if (registry.aliases().model(Alias.SHADOW).isPresent()) {
                log.info("no training: a shadow is on trial");
                return false;
            }
            List<String> files = files();
            if (files.isEmpty() || files.equals(trainedOn)) {
                log.info("no training: {} files of examples, none of them new", files.size());
                return false;
            }
            TrainingReport report = new Trainer().train(request, Alias.SHADOW);
            trainedOn = files;
            log.info("trained {} from {} files", report.production().model(), files.size());
            List<ModelRef> pruned = registry.prune(keep);
            if (!pruned.isEmpty()) {
                log.info("models no longer needed: {}", pruned);
            }
            return true;
        } catch (FeedrankException e) {
            log.warn("no training: {}", e.getMessage());
            return false;
        } catch (RuntimeException | IOException e) {
            log.error("the training failed", e);
            return false;
        }
    }

    private List<String> files() throws IOException {
        Path table = request.offlineDir().resolve(OfflineSchema.TRAINING_EXAMPLES);
        if (!Files.isDirectory(table)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(table)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }
}

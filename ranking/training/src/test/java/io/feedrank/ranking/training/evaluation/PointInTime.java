package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.ranking.training.TrainingProgress;
import io.feedrank.ranking.training.impression.ImpressionFeatures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Evaluates variants of a log and compares their predictions, line by line.
 *
 * @param directory takes the files
 */
record PointInTime(
        Path directory, LevelTrainer trainer, Supplier<ModelInputs> inputs, Retrain retrain) {
    /** What models may be given. */
    enum Kind {
        IMPRESSION {
            @Override
            ModelInputs fresh() {
                return new StandardInputs(new ImpressionFeatures());
            }
        },
        SERVED {
            @Override
            ModelInputs fresh() {
                return new ServedInputs(FeatureCatalog.standard(), Map.of());
            }
        };

        abstract ModelInputs fresh();
    }

    /** Inputs of one kind, and a stand-in for what is trained. */
    static PointInTime of(Path directory, Kind kind, Retrain retrain) {
        return new PointInTime(directory, new LinearLevels(), kind::fresh, retrain);
    }

    /** The one contender that is judged. */
    static List<Contender> contenders(Supplier<ModelInputs> inputs, LevelTrainer trainer) {
        return List.of(new Contender(Level.FULL.id(), Level.FALLBACK.id(), inputs, trainer));
    }

    /** Predictions by impression, in file order. */
    Map<String, String> predictions(TinyLog log) {
        try {
            Path folder = Files.createTempDirectory(directory, "log");
            Path file = folder.resolve("predictions.tsv");
            evaluate(log, folder, file);
            Map<String, String> lines = new LinkedHashMap<>();
            for (String line : Files.readAllLines(file)) {
                lines.put(line.substring(0, line.indexOf('\t')), line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether both logs get the same bytes for their first lines. */
    boolean sameFirstLines(TinyLog one, TinyLog other, int lines) {
        return first(predictions(one), lines).equals(first(predictions(other), lines));
    }

    private EvaluationResult evaluate(TinyLog log, Path folder, Path predictions) {
        return new OfflineEvaluation(
                        new EvaluationRequest(
                                LogFolder.write(
                                        folder.resolve("train"), log.train(), log.trainHistory()),
                                LogFolder.write(
                                        folder.resolve("test"), log.test(), log.testHistory()),
                                new EvaluationRequest.Options(
                                        7,
                                        false,
                                        retrain,
                                        EvaluationRequest.Inputs.ALL,
                                        new EvaluationRequest.Files(predictions, null, null)),
                                TrainingProgress.NONE),
                        contenders(inputs, trainer))
                .run();
    }

    private static List<String> first(Map<String, String> predictions, int lines) {
        return predictions.values().stream().limit(lines).toList();
    }
}

package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.Settings;
import io.feedrank.ranking.training.ProgressFile;
import io.feedrank.ranking.training.TrainingJson;
import io.feedrank.ranking.training.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates once: {@code EvaluateMain --evaluate.train DIR --evaluate.test DIR --result FILE}, and
 * where wanted {@code --evaluate.predictions FILE}, {@code --evaluate.truth FILE}, {@code
 * --evaluate.report DIR}, {@code --evaluate.frozen true}, {@code --evaluate.retrain daily}, {@code
 * --evaluate.list-inputs false}, {@code --evaluate.without-groups NAME,NAME}, {@code
 * --evaluate.seed N}, {@code --progress FILE}, {@code --failure FILE}. Writes its result, one line
 * of JSON, or why there is none. Exits with 0 when it is done, 1 when it failed, 2 when it was
 * called wrongly.
 */
public final class EvaluateMain {
    private static final Logger log = LoggerFactory.getLogger(EvaluateMain.class);
    private static final String DEFAULT_SEED = "20261123";

    private EvaluateMain() {}

    /** Runs one evaluation and exits. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        EvaluationRequest request;
        Path result;
        @Nullable Path failure;
        try {
            Settings settings = Settings.fromArgs(args);
            request = request(settings);
            result = settings.getPath("result");
            failure = path(settings.getOrNull("failure"));
        } catch (FeedrankException e) {
            log.error("{}", e.getMessage());
            return 2;
        }
        try {
            String line = TrainingJson.line(OfflineEvaluation.ofStandardRanker(request).run());
            Files.writeString(result, line + "\n");
            return 0;
        } catch (FeedrankException e) {
            log.error("{}", e.getMessage());
            tell(failure, String.valueOf(e.getMessage()));
            return 1;
        } catch (IOException | RuntimeException e) {
            log.error("evaluation failed", e);
            return 1;
        }
    }

    private static void tell(@Nullable Path file, String message) {
        if (file != null) {
            try {
                Files.writeString(file, message + "\n");
            } catch (IOException e) {
                log.error("cannot write {}", file, e);
            }
        }
    }

    private static EvaluationRequest request(Settings settings) {
        String progress = settings.getOrNull("progress");
        return new EvaluationRequest(
                settings.getPath("evaluate.train"),
                settings.getPath("evaluate.test"),
                new EvaluationRequest.Options(
                        seed(settings.getOrNull("evaluate.seed")),
                        Boolean.parseBoolean(settings.getOrNull("evaluate.frozen")),
                        retrain(settings.getOrNull("evaluate.retrain")),
                        new EvaluationRequest.Inputs(
                                !"false".equals(settings.getOrNull("evaluate.list-inputs")),
                                names(settings.getOrNull("evaluate.without-groups"))),
                        new EvaluationRequest.Files(
                                path(settings.getOrNull("evaluate.predictions")),
                                path(settings.getOrNull("evaluate.truth")),
                                path(settings.getOrNull("evaluate.report")))),
                progress == null ? TrainingProgress.NONE : new ProgressFile(Path.of(progress)));
    }

    private static Set<String> names(@Nullable String text) {
        return text == null || text.isBlank()
                ? Set.of()
                : Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    }

    private static long seed(@Nullable String text) {
        try {
            return Long.parseLong(text == null ? DEFAULT_SEED : text);
        } catch (NumberFormatException e) {
            throw FeedrankException.badInput(
                    "setting 'evaluate.seed': got '" + text + "', expected a whole number");
        }
    }

    private static Retrain retrain(@Nullable String text) {
        for (Retrain retrain : Retrain.values()) {
            if (text == null || retrain.name().toLowerCase(Locale.ROOT).equals(text)) {
                return retrain;
            }
        }
        throw FeedrankException.badInput(
                "setting 'evaluate.retrain': got '"
                        + text
                        + "', expected one of "
                        + Arrays.toString(Retrain.values()).toLowerCase(Locale.ROOT));
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text);
    }
}

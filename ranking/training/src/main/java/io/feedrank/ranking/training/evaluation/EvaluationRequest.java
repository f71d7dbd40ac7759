package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.TrainingProgress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation.
 *
 * @param trainDir holds {@code *behaviors.tsv.gz} and {@code *history.tsv.gz} to learn from
 * @param testDir holds the same of the time after
 * @param modelsDir takes the trained models
 * @param options how
 * @param progress hears how it goes
 */
public record EvaluationRequest(
        Path trainDir, Path testDir, Path modelsDir, Options options, TrainingProgress progress) {
    /**
     * How an evaluation is done.
     *
     * @param seed of training and of intervals
     * @param frozen whether the state stays as it was when the test began
     * @param predictions where to write the scores of the full level; null for nowhere
     * @param truth scores to compare with, in the format of predictions; null for none
     * @param report folder to write a report to; null for none
     */
    public record Options(
            long seed,
            boolean frozen,
            Retrain retrain,
            @Nullable Path predictions,
            @Nullable Path truth,
            @Nullable Path report) {
        /** Live state, one training, no files. */
        public static Options of(long seed) {
            return new Options(seed, false, Retrain.NEVER, null, null, null);
        }
    }
}

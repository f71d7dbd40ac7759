package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.TrainingProgress;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation.
 *
 * @param trainDir holds {@code *behaviors.tsv.gz} and {@code *history.tsv.gz} to learn from
 * @param testDir holds the same of the time after
 * @param options how
 * @param progress hears how it goes
 */
public record EvaluationRequest(
        Path trainDir, Path testDir, Options options, TrainingProgress progress) {
    /**
     * How an evaluation is done.
     *
     * @param seed of training and of intervals
     * @param frozen whether the state stays as it was when the test began
     */
    public record Options(long seed, boolean frozen, Retrain retrain, Inputs inputs, Files files) {
        /** Live state, one training, all inputs, no files. */
        public static Options of(long seed) {
            return new Options(seed, false, Retrain.NEVER, Inputs.ALL, Files.NONE);
        }
    }

    /**
     * What rankers may know.
     *
     * @param list whether inputs of the ranker of impressions may tell of the other posts in view
     * @param withoutGroups feature groups that the served ranker does without, by id
     */
    public record Inputs(boolean list, Set<String> withoutGroups) {
        /** Everything. */
        public static final Inputs ALL = new Inputs(true, Set.of());

        public Inputs {
            withoutGroups = Set.copyOf(withoutGroups);
        }
    }

    /**
     * What to read and write besides.
     *
     * @param predictions where to write the scores of the full level; null for nowhere
     * @param truth scores to compare with, in the format of predictions; null for none
     * @param report folder to write a report to; null for none
     */
    public record Files(@Nullable Path predictions, @Nullable Path truth, @Nullable Path report) {
        /** Nothing. */
        public static final Files NONE = new Files(null, null, null);
    }
}

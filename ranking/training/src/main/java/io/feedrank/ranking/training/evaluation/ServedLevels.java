package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.ServedRecipe;
import io.feedrank.ranking.training.listwise.ListwiseEpoch;
import io.feedrank.ranking.training.listwise.ListwiseExamples;
import io.feedrank.ranking.training.listwise.ListwiseModel;
import io.feedrank.ranking.training.listwise.ListwiseRanker;
import io.feedrank.ranking.training.listwise.ListwiseRecipe;
import io.feedrank.ranking.training.listwise.ListwiseTask;
import io.feedrank.ranking.training.listwise.NetworkInputs;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trains the models that feeds are served by as the trainer does, on clicks alone: a log knows
 * nothing else. Scores by what was exported.
 */
final class ServedLevels implements LevelTrainer {
    private final NetworkInputs inputs;
    private final Consumer<ListwiseEpoch> listener;

    /**
     * @param listener hears of each pass of the training
     */
    ServedLevels(NetworkInputs inputs, Consumer<ListwiseEpoch> listener) {
        this.inputs = inputs;
        this.listener = listener;
    }

    @Override
    public boolean learnsFromAll() {
        return true;
    }

    @Override
    public TrainedLevels train(ListwiseExamples examples, Instant until, long seed) {
        ListwiseTask task = ServedRecipe.clicks(inputs, examples.size());
        ListwiseModel full = model(examples, task, ServedRecipe.RANKER, seed);
        try {
            return new ModelPair(
                    full, model(examples, task, ServedRecipe.FALLBACK, seed), Map.of());
        } catch (RuntimeException e) {
            full.close();
            throw e;
        }
    }

    private ListwiseModel model(
            ListwiseExamples examples, ListwiseTask task, ListwiseRecipe recipe, long seed) {
        return ListwiseRanker.train(
                examples,
                task,
                ServedRecipe.fit(recipe, examples.rows(), examples.size()),
                seed,
                listener);
    }
}

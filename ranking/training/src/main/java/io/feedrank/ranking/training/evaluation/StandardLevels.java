package io.feedrank.ranking.training.evaluation;

import io.feedrank.ranking.training.listwise.ListwiseEpoch;
import io.feedrank.ranking.training.listwise.ListwiseExamples;
import io.feedrank.ranking.training.listwise.ListwiseModel;
import io.feedrank.ranking.training.listwise.ListwiseRanker;
import io.feedrank.ranking.training.listwise.ListwiseRecipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Trains the ranker of impressions and its fallback, and scores by what was exported. */
final class StandardLevels implements LevelTrainer {
    private final Consumer<ListwiseEpoch> listener;

    /**
     * @param listener hears of each pass of the training
     */
    StandardLevels(Consumer<ListwiseEpoch> listener) {
        this.listener = listener;
    }

    @Override
    public TrainedLevels train(ListwiseExamples examples, Instant until, long seed) {
        Map<String, List<double[]>> losses = new TreeMap<>();
        Consumer<ListwiseEpoch> noted =
                epoch -> {
                    note(losses, epoch);
                    listener.accept(epoch);
                };
        ListwiseModel full = ListwiseRanker.train(examples, ListwiseRecipe.RANKER, seed, noted);
        try {
            ListwiseModel fallback =
                    ListwiseRanker.train(examples, ListwiseRecipe.FALLBACK, seed, noted);
            return new ModelPair(full, fallback, losses);
        } catch (RuntimeException e) {
            full.close();
            throw e;
        }
    }

    private static void note(Map<String, List<double[]>> losses, ListwiseEpoch epoch) {
        losses.computeIfAbsent(line(epoch), fresh -> new ArrayList<>())
                .add(new double[] {epoch.epoch(), epoch.loss()});
    }

    private static String line(ListwiseEpoch epoch) {
        return epoch.model().replace("listwise-", "")
                + (epoch.run() == 0 ? ", a day held out" : ", run " + epoch.run());
    }
}

package io.feedrank.ranking.training.listwise;

import io.feedrank.feature.config.FeedrankException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains a ranker of impressions. A first run holds some examples out and finds after how many
 * passes their order is best; then each member is trained for as long on everything.
 */
public final class ListwiseRanker {
    private ListwiseRanker() {}

    /** Trains by {@link ListwiseRecipe#RANKER}. */
    public static ListwiseModel train(ListwiseExamples examples, long seed) {
        return train(examples, ListwiseRecipe.RANKER, seed, epoch -> {});
    }

    /**
     * Trains on the clicks of examples in time order; the same ones, recipe and seed give the same
     * model on the same machine.
     *
     * @param listener hears of each pass, on the caller's thread
     * @throws FeedrankException BAD_INPUT when no example has both a click and a post without
     */
    public static ListwiseModel train(
            ListwiseExamples examples,
            ListwiseRecipe recipe,
            long seed,
            Consumer<ListwiseEpoch> listener) {
        ListwiseExamples choices = examples.withChoice();
        if (choices.size() == 0) {
            throw noChoice(examples);
        }
        return train(choices, ListwiseTask.clicks(choices), recipe, seed, listener);
    }

    /** The same for any task, from all examples, exported and ready to score. */
    public static ListwiseModel train(
            ListwiseExamples examples,
            ListwiseTask task,
            ListwiseRecipe recipe,
            long seed,
            Consumer<ListwiseEpoch> listener) {
        RankerNetwork network = network(examples, task, recipe, seed, listener);
        return new ServedRanker(
                recipe.name(), network, examples.time(0), examples.time(examples.size() - 1));
    }

    /**
     * The network for any task, from all examples: those without a choice tell how likely a click
     * is.
     */
    public static RankerNetwork network(
            ListwiseExamples examples,
            ListwiseTask task,
            ListwiseRecipe recipe,
            long seed,
            Consumer<ListwiseEpoch> listener) {
        boolean choice = false;
        for (int i = 0; i < examples.size() && !choice; i++) {
            choice = examples.hasChoice(i);
        }
        if (!choice) {
            throw noChoice(examples);
        }
        RankerTraining training = new RankerTraining(examples, task, seed, listener);
        ListwiseRecipe best =
                task.heldOut().isWorthIt()
                        ? recipe.withEpochs(training.bestEpochs(recipe))
                        : recipe;
        List<NetworkMember> members = new ArrayList<>();
        for (int member = 1; member <= best.architecture().members(); member++) {
            members.add(training.member(best, member));
        }
        return new RankerNetwork(task.inputs(), training.scaling(), task.heads(), members);
    }

    private static FeedrankException noChoice(ListwiseExamples examples) {
        return FeedrankException.badInput(
                "examples: got "
                        + examples.size()
                        + " impressions, expected one with a click and a post without");
    }
}

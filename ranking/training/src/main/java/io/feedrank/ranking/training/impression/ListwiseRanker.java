package io.feedrank.ranking.training.impression;

import io.feedrank.feature.config.FeedrankException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains a ranker of impressions. A first run holds the last day out and finds after how many
 * passes the order of that day is best; then each member is trained for as long on everything.
 */
public final class ListwiseRanker {
    private ListwiseRanker() {}

    /** Trains by {@link ListwiseRecipe#RANKER}. */
    public static ListwiseModel train(ListwiseExamples examples, long seed) {
        return train(examples, ListwiseRecipe.RANKER, seed, epoch -> {});
    }

    /**
     * Trains on examples in time order; the same ones, recipe and seed give the same model on the
     * same machine.
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
            throw FeedrankException.badInput(
                    "examples: got "
                            + examples.size()
                            + " impressions, expected one with a click and a post without");
        }
        LastDay lastDay = LastDay.of(choices);
        RankerTraining training = new RankerTraining(choices, seed, listener);
        ListwiseRecipe best =
                lastDay.isWorthIt()
                        ? recipe.withEpochs(training.bestEpochs(recipe, lastDay))
                        : recipe;
        List<List<RankerNetwork.Layer>> members = new ArrayList<>();
        for (int member = 1; member <= best.members(); member++) {
            members.add(training.member(best, member));
        }
        RankerNetwork network = new RankerNetwork(training.scaling(), members);
        return new ServedRanker(
                recipe.name(), network, choices.time(0), choices.time(choices.size() - 1));
    }
}

package io.feedrank.ranking.training.impression;

import io.feedrank.feature.config.FeedrankException;
import java.util.List;

/**
 * How a ranker is trained.
 *
 * @param name of the model
 * @param hidden widths of the hidden layers; none is a linear model
 * @param dropout share of hidden units that each step leaves out
 * @param members networks from different random starts, whose logits are averaged
 * @param epochs passes over the examples, at most
 * @param learningRate of the first step; it falls to nearly nothing along a cosine
 */
public record ListwiseRecipe(
        String name,
        List<Integer> hidden,
        double dropout,
        int members,
        int epochs,
        double learningRate) {
    /** The full ranker. */
    public static final ListwiseRecipe RANKER =
            new ListwiseRecipe("listwise-ranker", List.of(64, 32), 0.2, 3, 5, 2e-3);

    /** The one to fall back to: linear, tens of microseconds. */
    public static final ListwiseRecipe FALLBACK =
            new ListwiseRecipe("listwise-fallback", List.of(), 0, 1, 4, 3e-3);

    public ListwiseRecipe {
        hidden = List.copyOf(hidden);
        if (dropout < 0 || dropout >= 1) {
            throw FeedrankException.badInput(
                    "dropout of " + name + ": got " + dropout + ", expected 0 to below 1");
        }
        if (members < 1 || epochs < 1 || learningRate <= 0) {
            throw FeedrankException.badInput(
                    "members, epochs, learningRate of "
                            + name
                            + ": got "
                            + List.of(members, epochs, learningRate)
                            + ", expected each above 0");
        }
    }

    /** The same with other passes over the examples. */
    ListwiseRecipe withEpochs(int passes) {
        return new ListwiseRecipe(name, hidden, dropout, members, passes, learningRate);
    }

    /** Learning rate when {@code done} of the training, 0 to 1, is over. */
    double rate(double done) {
        return learningRate * (0.02 + 0.98 * 0.5 * (1 + StrictMath.cos(Math.PI * done)));
    }
}

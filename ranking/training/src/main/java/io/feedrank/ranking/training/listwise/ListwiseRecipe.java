package io.feedrank.ranking.training.listwise;

import io.feedrank.feature.config.FeedrankException;
import java.util.List;

/**
 * How a ranker is trained.
 *
 * @param name of the model
 * @param epochs passes over the examples, at most
 * @param stepSize impressions of a step
 * @param learningRate of the first step; it falls to nearly nothing along a cosine
 */
public record ListwiseRecipe(
        String name, Architecture architecture, int epochs, int stepSize, double learningRate) {
    /**
     * What is trained.
     *
     * @param hidden widths of the hidden layers; none is a linear model
     * @param crossRanks ranks of the crosses before them
     * @param dropout share of hidden units that each step leaves out
     * @param members networks from different random starts, whose logits are averaged
     */
    public record Architecture(
            List<Integer> hidden, List<Integer> crossRanks, double dropout, int members) {
        /** One linear model. */
        public static final Architecture LINEAR = new Architecture(List.of(), List.of(), 0, 1);

        public Architecture {
            hidden = List.copyOf(hidden);
            crossRanks = List.copyOf(crossRanks);
        }

        /** Hidden layers alone. */
        public static Architecture of(List<Integer> hidden) {
            return new Architecture(hidden, List.of(), 0, 1);
        }
    }

    /** The ranker over the inputs of evaluation. */
    public static final ListwiseRecipe RANKER =
            new ListwiseRecipe(
                    "listwise-ranker",
                    new Architecture(List.of(64, 32), List.of(), 0.2, 3),
                    5,
                    64,
                    2e-3);

    /** The one to fall back to: linear, tens of microseconds. */
    public static final ListwiseRecipe FALLBACK =
            new ListwiseRecipe("listwise-fallback", Architecture.LINEAR, 4, 64, 3e-3);

    public ListwiseRecipe {
        if (architecture.dropout() < 0 || architecture.dropout() >= 1) {
            throw FeedrankException.badInput(
                    "dropout of "
                            + name
                            + ": got "
                            + architecture.dropout()
                            + ", expected 0 to below 1");
        }
        if (architecture.members() < 1 || epochs < 1 || stepSize < 1 || learningRate <= 0) {
            throw FeedrankException.badInput(
                    "members, epochs, stepSize, learningRate of "
                            + name
                            + ": got "
                            + List.of(architecture.members(), epochs, stepSize, learningRate)
                            + ", expected each above 0");
        }
    }

    /** The same with other passes over the examples. */
    public ListwiseRecipe withEpochs(int passes) {
        return new ListwiseRecipe(name, architecture, passes, stepSize, learningRate);
    }

    /** The same with other steps. */
    public ListwiseRecipe withStepSize(int impressions) {
        return new ListwiseRecipe(name, architecture, epochs, impressions, learningRate);
    }

    /** Learning rate when {@code done} of the training, 0 to 1, is over. */
    double rate(double done) {
        return learningRate * (0.02 + 0.98 * 0.5 * (1 + StrictMath.cos(Math.PI * done)));
    }
}

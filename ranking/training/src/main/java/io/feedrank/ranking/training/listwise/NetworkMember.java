package io.feedrank.ranking.training.listwise;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One network: vectors of the categories beside the standardised row, crosses of that (x0 * (W x) +
 * x with W of low rank; Wang et al., DCN V2, 2021), then layers with ReLU between them.
 *
 * @param shape which weights there are
 * @param weights all of them: a table a category, then down, up and bias of each cross, then matrix
 *     and bias of each layer
 */
record NetworkMember(Shape shape, List<Weights> weights) {
    /**
     * Sizes.
     *
     * @param columns of a row
     * @param crossRanks of each cross
     * @param hidden widths of the hidden layers
     * @param heads outputs
     */
    record Shape(
            int columns,
            List<NetworkInputs.Category> categories,
            List<Integer> crossRanks,
            List<Integer> hidden,
            int heads) {
        /** Width of what crosses and layers see. */
        int width() {
            return columns + categories.stream().mapToInt(NetworkInputs.Category::width).sum();
        }
    }

    /**
     * A matrix, or a vector of one column.
     *
     * @param values row-major {@code float[rows][columns]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Weights(int rows, int columns, float[] values) {
        static Weights zero(int rows, int columns) {
            return new Weights(rows, columns, new float[rows * columns]);
        }

        static Weights uniform(int rows, int columns, double limit, SplittableRandom random) {
            Weights weights = zero(rows, columns);
            for (int i = 0; i < weights.values.length; i++) {
                weights.values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
            }
            return weights;
        }

        Weights with(float[] trained) {
            return new Weights(rows, columns, trained);
        }
    }

    NetworkMember {
        weights = List.copyOf(weights);
    }

    /**
     * A member to be trained: small uniform weights.
     *
     * @param logOdds of each head without any feature
     */
    static NetworkMember random(Shape shape, float[] logOdds, SplittableRandom random) {
        List<Weights> weights = new ArrayList<>();
        for (NetworkInputs.Category category : shape.categories()) {
            weights.add(Weights.uniform(category.values(), category.width(), 0.05, random));
        }
        int width = shape.width();
        for (int rank : shape.crossRanks()) {
            weights.add(Weights.uniform(width, rank, 1 / Math.sqrt(width), random));
            weights.add(Weights.uniform(rank, width, 0.1 / Math.sqrt(rank), random));
            weights.add(Weights.zero(width, 1));
        }
        int from = width;
        for (int to : shape.hidden()) {
            weights.add(Weights.uniform(from, to, 1 / Math.sqrt(from), random));
            weights.add(Weights.zero(to, 1));
            from = to;
        }
        weights.add(Weights.uniform(from, shape.heads(), 1 / Math.sqrt(from), random));
        weights.add(new Weights(shape.heads(), 1, logOdds.clone()));
        return new NetworkMember(shape, weights);
    }
}

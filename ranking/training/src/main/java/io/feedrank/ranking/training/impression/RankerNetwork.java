package io.feedrank.ranking.training.impression;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Members that see the same standardised rows and whose logits are averaged, in plain arrays.
 *
 * @param members each a list of layers, with ReLU between them, the last with one output
 */
record RankerNetwork(Scaling scaling, List<List<Layer>> members) {
    /** Standardisation of a row: {@code (x - mean) * inverseDeviation}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Scaling(float[] mean, float[] inverseDeviation) {
        int width() {
            return mean.length;
        }

        /** Of the first {@code impressions}; a column that never changes is left out. */
        static Scaling of(ListwiseExamples examples, int impressions) {
            int width = examples.width();
            double[] sums = new double[width];
            double[] squares = new double[width];
            long count = 0;
            for (int impression = 0; impression < impressions; impression++) {
                float[] rows = examples.rows(impression);
                for (int at = 0; at < rows.length; ) {
                    for (int column = 0; column < width; column++, at++) {
                        sums[column] += rows[at];
                        squares[column] += (double) rows[at] * rows[at];
                    }
                }
                count += rows.length / width;
            }
            Scaling scaling = new Scaling(new float[width], new float[width]);
            for (int column = 0; column < width; column++) {
                double mean = sums[column] / count;
                double variance = squares[column] / count - mean * mean;
                scaling.mean()[column] = (float) mean;
                scaling.inverseDeviation()[column] =
                        variance < 1e-9 ? 0 : (float) (1 / Math.sqrt(variance));
            }
            return scaling;
        }
    }

    /**
     * {@code y = x * weights + bias}.
     *
     * @param weights row-major {@code float[inputs][outputs]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Layer(int inputs, int outputs, float[] weights, float[] bias) {
        static Layer random(int inputs, int outputs, SplittableRandom random) {
            double limit = 1 / Math.sqrt(inputs);
            Layer layer =
                    new Layer(inputs, outputs, new float[inputs * outputs], new float[outputs]);
            for (int i = 0; i < layer.weights.length; i++) {
                layer.weights[i] = (float) ((2 * random.nextDouble() - 1) * limit);
            }
            return layer;
        }
    }

    RankerNetwork {
        members = List.copyOf(members);
    }

    /**
     * A member to be trained: small uniform weights.
     *
     * @param logOdds of a click without any feature
     */
    static List<Layer> randomMember(
            int inputs, List<Integer> hidden, float logOdds, SplittableRandom random) {
        List<Layer> layers = new ArrayList<>();
        int from = inputs;
        for (int to : hidden) {
            layers.add(Layer.random(from, to, random));
            from = to;
        }
        Layer last = Layer.random(from, 1, random);
        last.bias()[0] = logOdds;
        layers.add(last);
        return layers;
    }
}

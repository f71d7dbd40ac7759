package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.Scale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * A multi-layer perceptron in plain arrays: scaling of the raw columns, then layers with ReLU
 * between them, then one logit a head.
 */
record Network(Scaling scaling, List<Layer> layers) {
    /**
     * How a raw row is taken in: {@code log(1 + x)} of the columns that ask for it, then
     * standardised.
     *
     * @param logarithmic 1 for a column whose logarithm is taken, else 0
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Scaling(float[] logarithmic, float[] mean, float[] inverseDeviation) {}

    /**
     * {@code y = x * weights + bias}.
     *
     * @param weights row-major {@code float[inputs][outputs]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Layer(int inputs, int outputs, float[] weights, float[] bias) {}

    Network {
        layers = List.copyOf(layers);
    }

    /**
     * A network to be trained: weights by He's rule from {@code random}, scaling from the rows of
     * the first {@code impressions}.
     */
    static Network initial(
            Examples examples,
            int impressions,
            List<Scale> scales,
            List<Integer> hidden,
            Random random) {
        List<Layer> layers = new ArrayList<>();
        int inputs = examples.width();
        for (int outputs : hidden) {
            layers.add(layer(inputs, outputs, Math.sqrt(2.0 / inputs), random));
            inputs = outputs;
        }
        // The last one starts small, from the odds that each head has without any feature.
        Layer last = layer(inputs, Head.values().length, 0.1 / Math.sqrt(inputs), random);
        for (Head head : Head.values()) {
            last.bias()[head.ordinal()] = logOdds(examples, impressions, head);
        }
        layers.add(last);
        return new Network(scaling(examples, impressions, scales), layers);
    }

    /** Eight hex digits that depend on every parameter. */
    String fingerprint() {
        int hash = Arrays.hashCode(scaling.logarithmic());
        hash = 31 * hash + Arrays.hashCode(scaling.mean());
        hash = 31 * hash + Arrays.hashCode(scaling.inverseDeviation());
        for (Layer layer : layers) {
            hash = 31 * hash + Arrays.hashCode(layer.weights());
            hash = 31 * hash + Arrays.hashCode(layer.bias());
        }
        return HexFormat.of().toHexDigits(hash);
    }

    /** The same scaling with other weights. */
    Network withLayers(List<Layer> trained) {
        return new Network(scaling, trained);
    }

    private static Layer layer(int inputs, int outputs, double deviation, Random random) {
        float[] weights = new float[inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * deviation);
        }
        return new Layer(inputs, outputs, weights, new float[outputs]);
    }

    private static float logOdds(Examples examples, int impressions, Head head) {
        int rows = examples.start(impressions);
        double positive = examples.positives(head, rows) + 1.0;
        return (float) Math.log(positive / (rows + 2.0 - positive));
    }

    private static Scaling scaling(Examples examples, int impressions, List<Scale> scales) {
        int width = examples.width();
        int rows = examples.start(impressions);
        double[] sum = new double[width];
        double[] squares = new double[width];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < width; column++) {
                double value = scaled(examples.feature(row, column), scales.get(column));
                sum[column] += value;
                squares[column] += value * value;
            }
        }
        Scaling scaling = new Scaling(new float[width], new float[width], new float[width]);
        for (int column = 0; column < width; column++) {
            double mean = sum[column] / rows;
            double variance = Math.max(0, squares[column] / rows - mean * mean);
            scaling.logarithmic()[column] = scales.get(column) == Scale.LOGARITHMIC ? 1 : 0;
            scaling.mean()[column] = (float) mean;
            // A column that never changes says nothing, and must not once it does.
            scaling.inverseDeviation()[column] =
                    variance < 1e-9 ? 0 : (float) (1 / Math.sqrt(variance));
        }
        return scaling;
    }

    private static double scaled(float value, Scale scale) {
        return switch (scale) {
            case LINEAR -> value;
            case LOGARITHMIC -> Math.log1p(Math.max(0, value));
        };
    }
}

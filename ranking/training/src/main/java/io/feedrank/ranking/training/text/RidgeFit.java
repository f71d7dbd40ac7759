package io.feedrank.ranking.training.text;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.TextFeatures;

/**
 * Weights from features to the vector space by ridge regression: the least sum over clicks of the
 * squared distance between what the title says and the reader, plus {@code ridge} times the squared
 * weights. All 64 outputs at once, by conjugate gradients (Hestenes and Stiefel 1952) from zero;
 * stopping early shrinks as well. Deterministic.
 */
final class RidgeFit {
    private static final int OUT = VectorSpace.DIMENSIONS;

    private final TowerExamples examples;
    private final int buckets;

    RidgeFit(TowerExamples examples, int buckets) {
        this.examples = examples;
        this.buckets = buckets;
    }

    /** The weights after so many steps: {@code float[buckets × 64]}. */
    float[] weights(double ridge, int steps) {
        float[] weights = new float[buckets * OUT];
        float[] rest = new float[buckets * OUT];
        for (int i = 0; i < examples.size(); i++) {
            TowerExamples.Example example = examples.get(i);
            spread(example, example.mean(), rest);
        }
        float[] direction = rest.clone();
        float[] image = new float[buckets * OUT];
        double[] squares = products(rest, rest);
        for (int step = 0; step < steps; step++) {
            apply(direction, ridge, image);
            double[] along = products(direction, image);
            float[] lengths = ratios(squares, along);
            for (int i = 0; i < weights.length; i++) {
                weights[i] += lengths[i % OUT] * direction[i];
                rest[i] -= lengths[i % OUT] * image[i];
            }
            double[] left = products(rest, rest);
            float[] kept = ratios(left, squares);
            for (int i = 0; i < direction.length; i++) {
                direction[i] = rest[i] + kept[i % OUT] * direction[i];
            }
            squares = left;
        }
        return weights;
    }

    /** What the weights say of a post: {@code float[64]}. */
    static float[] output(TextFeatures features, float[] weights) {
        float[] output = new float[OUT];
        for (int f = 0; f < features.size(); f++) {
            int at = features.bucket(f) * OUT;
            float weight = features.weight(f);
            for (int i = 0; i < OUT; i++) {
                output[i] += weight * weights[at + i];
            }
        }
        return output;
    }

    private void apply(float[] direction, double ridge, float[] image) {
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) ridge * direction[i];
        }
        for (int i = 0; i < examples.size(); i++) {
            TowerExamples.Example example = examples.get(i);
            spread(example, output(example.features(), direction), image);
        }
    }

    private static void spread(TowerExamples.Example example, float[] output, float[] target) {
        TextFeatures features = example.features();
        for (int f = 0; f < features.size(); f++) {
            int at = features.bucket(f) * OUT;
            float weight = example.readers() * features.weight(f);
            for (int i = 0; i < OUT; i++) {
                target[at + i] += weight * output[i];
            }
        }
    }

    private static double[] products(float[] a, float[] b) {
        double[] products = new double[OUT];
        for (int i = 0; i < a.length; i++) {
            products[i % OUT] += (double) a[i] * b[i];
        }
        return products;
    }

    private static float[] ratios(double[] a, double[] b) {
        float[] ratios = new float[OUT];
        for (int i = 0; i < OUT; i++) {
            ratios[i] = b[i] > 1e-30 ? (float) (a[i] / b[i]) : 0;
        }
        return ratios;
    }
}

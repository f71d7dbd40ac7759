package io.feedrank.ranking.training.text;

import io.feedrank.feature.state.VectorSpace;
import io.feedrank.feature.text.DenseLayer;
import io.feedrank.feature.text.Embedding;
import io.feedrank.feature.text.TextTower;

/**
 * A tower from posts: weights by {@link RidgeFit}, brought to fewer components by {@link
 * PrincipalAxes}, in bytes.
 */
final class TowerFit {
    private static final int OUT = VectorSpace.DIMENSIONS;
    private static final TextTower.Identity UNNAMED =
            new TextTower.Identity("unnamed", VectorSpace.NAME, 1);

    private TowerFit() {}

    /** The tower, without a name yet. */
    static TextTower of(TowerExamples examples, TowerRecipe recipe, double ridge) {
        float[] weights = new RidgeFit(examples, recipe.buckets()).weights(ridge, recipe.steps());
        double[][] axes = PrincipalAxes.of(moments(examples, weights), recipe.width());
        return new TextTower(UNNAMED, embedding(weights, axes), layer(axes));
    }

    private static double[][] moments(TowerExamples examples, float[] weights) {
        double[][] moments = new double[OUT][OUT];
        for (int i = 0; i < examples.size(); i++) {
            TowerExamples.Example example = examples.get(i);
            float[] output = RidgeFit.output(example.features(), weights);
            for (int row = 0; row < OUT; row++) {
                for (int column = 0; column < OUT; column++) {
                    moments[row][column] +=
                            (double) example.readers() * output[row] * output[column];
                }
            }
        }
        return moments;
    }

    private static Embedding embedding(float[] weights, double[][] axes) {
        int width = axes.length;
        int buckets = weights.length / OUT;
        float[] components = new float[buckets * width];
        for (int bucket = 0; bucket < buckets; bucket++) {
            for (int axis = 0; axis < width; axis++) {
                double sum = 0;
                for (int i = 0; i < OUT; i++) {
                    sum += axes[axis][i] * weights[bucket * OUT + i];
                }
                components[bucket * width + axis] = (float) sum;
            }
        }
        return Embedding.quantised(components, width);
    }

    private static DenseLayer layer(double[][] axes) {
        int width = axes.length;
        float[] weights = new float[OUT * width];
        for (int out = 0; out < OUT; out++) {
            for (int axis = 0; axis < width; axis++) {
                weights[out * width + axis] = (float) axes[axis][out];
            }
        }
        return new DenseLayer(width, weights, new float[OUT]);
    }
}

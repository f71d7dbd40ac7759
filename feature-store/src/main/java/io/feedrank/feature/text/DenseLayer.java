package io.feedrank.feature.text;

import io.feedrank.feature.config.FeedrankException;

/**
 * A matrix with a bias: {@code out = weights · in + bias}. Compared by identity of its arrays.
 *
 * @param weights {@code float[outputs × inputs]}, a row an output
 * @param bias {@code float[outputs]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record DenseLayer(int inputs, float[] weights, float[] bias) {
    public DenseLayer {
        if (inputs < 1 || weights.length != (long) inputs * bias.length || bias.length == 0) {
            throw FeedrankException.badInput(
                    "layer: got "
                            + weights.length
                            + " weights and "
                            + bias.length
                            + " biases, expected "
                            + inputs
                            + " weights for each bias");
        }
        requireFinite(weights);
        requireFinite(bias);
    }

    public int outputs() {
        return bias.length;
    }

    /** Adds {@code weights · in + bias} to {@code out}. */
    public void addTo(float[] out, float[] in) {
        for (int row = 0; row < bias.length; row++) {
            float sum = bias[row];
            int at = row * inputs;
            for (int i = 0; i < inputs; i++) {
                sum += weights[at + i] * in[i];
            }
            out[row] += sum;
        }
    }

    static void requireFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw FeedrankException.badInput("weight: got " + value + ", expected a number");
            }
        }
    }
}

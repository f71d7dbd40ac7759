package io.feedrank.ranking.index.dense;

/**
 * {@code y = x * weights + bias}.
 *
 * @param weights row-major {@code float[inputs][outputs]}
 * @param bias {@code float[outputs]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DenseLayer(int inputs, int outputs, float[] weights, float[] bias) {
    public DenseLayer {
        if (inputs < 1
                || outputs < 1
                || weights.length != (long) inputs * outputs
                || bias.length != outputs) {
            throw new IllegalArgumentException(
                    "got a layer of "
                            + weights.length
                            + " weights and "
                            + bias.length
                            + " biases, expected "
                            + inputs
                            + " x "
                            + outputs
                            + " and "
                            + outputs);
        }
    }

    /** The same with zeros behind, so that each row of weights fills whole vectors. */
    DenseLayer padded(int lanes) {
        int wide = (outputs + lanes - 1) / lanes * lanes;
        float[] more = new float[inputs * wide];
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(weights, i * outputs, more, i * wide, outputs);
        }
        float[] moreBias = new float[wide];
        System.arraycopy(bias, 0, moreBias, 0, outputs);
        return new DenseLayer(inputs, wide, more, moreBias);
    }
}

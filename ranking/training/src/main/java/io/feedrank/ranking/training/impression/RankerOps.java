package io.feedrank.ranking.training.impression;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A ranker as TensorFlow operations: one code for training and for what is exported. */
final class RankerOps {
    /** Standardised values beyond this are cut: an outlier in serving must not run away. */
    private static final float LIMIT = 6;

    private RankerOps() {}

    /** The parameters of a layer, as variables or as constants. */
    record Parameters(Operand<TFloat32> weights, Operand<TFloat32> bias) {}

    /** Raw rows {@code [count, width]} to standardised ones. */
    static Operand<TFloat32> standardised(
            Ops tf, Operand<TFloat32> rows, RankerNetwork.Scaling scaling) {
        Shape width = Shape.of(scaling.width());
        return tf.clipByValue(
                tf.math.mul(
                        tf.math.sub(rows, constant(tf, width, scaling.mean())),
                        constant(tf, width, scaling.inverseDeviation())),
                tf.constant(-LIMIT),
                tf.constant(LIMIT));
    }

    /**
     * Standardised rows to logits {@code [count]}.
     *
     * @param masks factors of the hidden units of each hidden layer, {@code [count, units]}; empty
     *     when all units count
     */
    static Operand<TFloat32> logits(
            Ops tf,
            Operand<TFloat32> standardised,
            List<Parameters> layers,
            List<? extends Operand<TFloat32>> masks) {
        Operand<TFloat32> values = standardised;
        for (int i = 0; i < layers.size(); i++) {
            Parameters layer = layers.get(i);
            values = tf.math.add(tf.linalg.matMul(values, layer.weights()), layer.bias());
            if (i < layers.size() - 1) {
                values = tf.nn.relu(values);
                values = masks.isEmpty() ? values : tf.math.mul(values, masks.get(i));
            }
        }
        return tf.reshape(values, tf.constant(new int[] {-1}));
    }

    /** A layer's parameters as constants. */
    static Parameters constants(Ops tf, RankerNetwork.Layer layer) {
        return new Parameters(
                constant(tf, Shape.of(layer.inputs(), layer.outputs()), layer.weights()),
                constant(tf, Shape.of(layer.outputs()), layer.bias()));
    }

    static Operand<TFloat32> constant(Ops tf, Shape shape, float[] values) {
        return tf.constant(shape, DataBuffers.of(values));
    }
}

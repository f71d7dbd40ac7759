package io.feedrank.ranking.training;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network as TensorFlow operations: one code for training and for what is exported. */
final class NetworkGraph {
    /** Standardised values beyond this are cut: an outlier in serving must not run away. */
    static final float LIMIT = 8;

    private NetworkGraph() {}

    /** The parameters of a layer, as variables or as constants. */
    record Parameters(Operand<TFloat32> weights, Operand<TFloat32> bias) {}

    /** Raw rows {@code [count, columns]} to logits {@code [count, heads]}. */
    static Operand<TFloat32> logits(
            Ops tf, Operand<TFloat32> rows, Network.Scaling scaling, List<Parameters> layers) {
        Operand<TFloat32> values = scaled(tf, rows, scaling);
        for (int i = 0; i < layers.size(); i++) {
            Parameters layer = layers.get(i);
            values = tf.math.add(tf.linalg.matMul(values, layer.weights()), layer.bias());
            if (i < layers.size() - 1) {
                values = tf.nn.relu(values);
            }
        }
        return values;
    }

    /** A layer's parameters as constants. */
    static Parameters constants(Ops tf, Network.Layer layer) {
        return new Parameters(
                constant(tf, Shape.of(layer.inputs(), layer.outputs()), layer.weights()),
                constant(tf, Shape.of(layer.outputs()), layer.bias()));
    }

    static Operand<TFloat32> constant(Ops tf, Shape shape, float[] values) {
        return tf.constant(shape, DataBuffers.of(values));
    }

    private static Operand<TFloat32> scaled(
            Ops tf, Operand<TFloat32> rows, Network.Scaling scaling) {
        Shape width = Shape.of(scaling.mean().length);
        float[] linear = new float[scaling.logarithmic().length];
        for (int i = 0; i < linear.length; i++) {
            linear[i] = 1 - scaling.logarithmic()[i];
        }
        Operand<TFloat32> logarithms =
                tf.math.mul(
                        tf.math.log1p(tf.nn.relu(rows)),
                        constant(tf, width, scaling.logarithmic()));
        Operand<TFloat32> values =
                tf.math.add(logarithms, tf.math.mul(rows, constant(tf, width, linear)));
        Operand<TFloat32> standardised =
                tf.math.mul(
                        tf.math.sub(values, constant(tf, width, scaling.mean())),
                        constant(tf, width, scaling.inverseDeviation()));
        return tf.clipByValue(standardised, tf.constant(-LIMIT), tf.constant(LIMIT));
    }
}

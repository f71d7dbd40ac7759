package io.feedrank.ranking.training.listwise;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** A ranker as TensorFlow operations: one code for training and for what is exported. */
final class RankerOps {
    /** Standardised values beyond this are cut: an outlier in serving must not run away. */
    static final float LIMIT = 6;

    private RankerOps() {}

    /** Raw rows {@code [count, width]} to standardised ones. */
    static Operand<TFloat32> standardised(
            Ops tf, Operand<TFloat32> rows, NetworkInputs inputs, RankerNetwork.Scaling scaling) {
        Shape width = Shape.of(scaling.width());
        return tf.clipByValue(
                tf.math.mul(
                        tf.math.sub(
                                scaled(tf, rows, inputs, scaling.width()),
                                constant(tf, width, scaling.mean())),
                        constant(tf, width, scaling.inverseDeviation())),
                tf.constant(-LIMIT),
                tf.constant(LIMIT));
    }

    /**
     * Rows to logits {@code [count, heads]}.
     *
     * @param rows as they are
     * @param standardised the same, standardised
     * @param parameters in the order of {@link NetworkMember#weights}
     * @param masks factors of the hidden units of each hidden layer, {@code [count, units]}; empty
     *     when all units count
     */
    static Operand<TFloat32> logits(
            Ops tf,
            Operand<TFloat32> rows,
            Operand<TFloat32> standardised,
            NetworkMember.Shape shape,
            List<? extends Operand<TFloat32>> parameters,
            List<? extends Operand<TFloat32>> masks) {
        Iterator<? extends Operand<TFloat32>> next = parameters.iterator();
        Operand<TFloat32> values = standardised;
        if (!shape.categories().isEmpty()) {
            List<Operand<TFloat32>> parts = new ArrayList<>(List.of(standardised));
            for (NetworkInputs.Category category : shape.categories()) {
                parts.add(vectors(tf, rows, category, next.next()));
            }
            values = tf.concat(parts, tf.constant(1));
        }
        Operand<TFloat32> first = values;
        for (int cross = 0; cross < shape.crossRanks().size(); cross++) {
            Operand<TFloat32> low = tf.linalg.matMul(values, next.next());
            Operand<TFloat32> high =
                    tf.math.add(tf.linalg.matMul(low, next.next()), vector(tf, next.next()));
            values = tf.math.add(tf.math.mul(first, high), values);
        }
        for (int layer = 0; layer <= shape.hidden().size(); layer++) {
            values = tf.math.add(tf.linalg.matMul(values, next.next()), vector(tf, next.next()));
            if (layer < shape.hidden().size()) {
                values = tf.nn.relu(values);
                values = masks.isEmpty() ? values : tf.math.mul(values, masks.get(layer));
            }
        }
        return values;
    }

    static Operand<TFloat32> constant(Ops tf, Shape shape, float[] values) {
        return tf.constant(shape, DataBuffers.of(values));
    }

    /** A member's weights as a constant. */
    static Operand<TFloat32> constant(Ops tf, NetworkMember.Weights weights) {
        return constant(tf, shape(weights), weights.values());
    }

    static Shape shape(NetworkMember.Weights weights) {
        return Shape.of(weights.rows(), weights.columns());
    }

    private static Operand<TFloat32> vector(Ops tf, Operand<TFloat32> column) {
        return tf.reshape(column, tf.constant(new int[] {-1}));
    }

    private static Operand<TFloat32> scaled(
            Ops tf, Operand<TFloat32> rows, NetworkInputs inputs, int width) {
        if (inputs.logarithmic().isEmpty()) {
            return rows;
        }
        float[] logarithmic = new float[width];
        float[] linear = new float[width];
        for (int i = 0; i < width; i++) {
            logarithmic[i] = inputs.logarithmic().get(i) ? 1 : 0;
            linear[i] = 1 - logarithmic[i];
        }
        Shape shape = Shape.of(width);
        return tf.math.add(
                tf.math.mul(tf.math.log1p(tf.nn.relu(rows)), constant(tf, shape, logarithmic)),
                tf.math.mul(rows, constant(tf, shape, linear)));
    }

    // One-hot times the table: TensorFlow's C++ library lacks the gradient of a gather.
    private static Operand<TFloat32> vectors(
            Ops tf,
            Operand<TFloat32> rows,
            NetworkInputs.Category category,
            Operand<TFloat32> table) {
        Operand<TFloat32> value =
                tf.clipByValue(
                        tf.gather(rows, tf.constant(category.column()), tf.constant(1)),
                        tf.constant(0f),
                        tf.constant(category.values() - 1f));
        Operand<TFloat32> oneHot =
                tf.oneHot(
                        tf.dtypes.cast(tf.math.rint(value), TInt32.class),
                        tf.constant(category.values()),
                        tf.constant(1f),
                        tf.constant(0f));
        return tf.linalg.matMul(oneHot, table);
    }
}

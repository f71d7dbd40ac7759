package io.feedrank.ranking.training.listwise;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Softmax cross-entropy over the posts of each impression (ListNet's top-one loss; Cao et al.,
 * Learning to Rank: From Pairwise Approach to Listwise Approach, 2007), a mean over impressions
 * with a click. Several clicks share the target.
 *
 * @param loss what is to be reported
 * @param surrogate what is to be differentiated: it has the loss's gradient by the logits, {@code
 *     softmax - target}, since TensorFlow's C++ library lacks those of the segment operations
 */
record ListwiseLoss(Operand<TFloat32> loss, Operand<TFloat32> surrogate) {
    /**
     * @param logits {@code [rows]}
     * @param clicks 1 for a click, else 0, {@code [rows]}
     * @param impressionOfRow {@code [rows]}
     * @param impressions how many there are
     */
    static ListwiseLoss of(
            Ops tf,
            Operand<TFloat32> logits,
            Operand<TFloat32> clicks,
            Operand<TInt32> impressionOfRow,
            Operand<TInt32> impressions) {
        Segments segments = new Segments(tf, impressionOfRow, impressions);
        Operand<TFloat32> fixed = tf.stopGradient(logits);
        Operand<TFloat32> highest = tf.math.unsortedSegmentMax(fixed, impressionOfRow, impressions);
        Operand<TFloat32> shifted = tf.math.sub(fixed, segments.spread(highest));
        Operand<TFloat32> total = segments.sum(tf.math.exp(shifted));
        Operand<TFloat32> logSoftmax = tf.math.sub(shifted, tf.math.log(segments.spread(total)));
        Operand<TFloat32> one = tf.constant(1f);
        Operand<TFloat32> clickCount = segments.sum(clicks);
        Operand<TFloat32> clicked = tf.math.minimum(clickCount, one);
        Operand<TFloat32> target =
                tf.math.div(clicks, segments.spread(tf.math.maximum(clickCount, one)));
        Operand<TFloat32> count = tf.math.maximum(sum(tf, clicked), one);
        Operand<TFloat32> softmax = tf.math.mul(tf.math.exp(logSoftmax), segments.spread(clicked));
        Operand<TFloat32> gradient = tf.math.div(tf.math.sub(softmax, target), count);
        return new ListwiseLoss(
                tf.math.neg(tf.math.div(sum(tf, tf.math.mul(target, logSoftmax)), count)),
                sum(tf, tf.math.mul(tf.stopGradient(gradient), logits)));
    }

    private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
        return tf.reduceSum(values, tf.constant(0));
    }

    private record Segments(Ops tf, Operand<TInt32> impressionOfRow, Operand<TInt32> impressions) {
        Operand<TFloat32> sum(Operand<TFloat32> values) {
            return tf.math.unsortedSegmentSum(values, impressionOfRow, impressions);
        }

        Operand<TFloat32> spread(Operand<TFloat32> values) {
            return tf.gather(values, impressionOfRow, tf.constant(0));
        }
    }
}

package io.feedrank.ranking.training.listwise;

import io.feedrank.ranking.training.Head;
import java.util.List;
import java.util.Map;

/**
 * What is to be learned.
 *
 * @param inputs how columns are taken in
 * @param pointwise the heads, each with the weight of its loss row by row, which keeps
 *     probabilities honest; a click, which is learned listwise too, is among them
 * @param heldOut tells how many passes are best
 */
public record ListwiseTask(NetworkInputs inputs, Map<Head, Double> pointwise, HeldOut heldOut) {
    /** Clicks alone, of columns as they are; the last day tells when to stop. */
    static ListwiseTask clicks(ListwiseExamples examples) {
        return new ListwiseTask(
                NetworkInputs.PLAIN, Map.of(Head.CLICK, 0.5), HeldOut.lastDay(examples));
    }

    /** The heads in order, a click first. */
    List<Head> heads() {
        return pointwise.keySet().stream().sorted().toList();
    }

    float[] weights() {
        List<Head> heads = heads();
        float[] weights = new float[heads.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = pointwise.getOrDefault(heads.get(i), 0.0).floatValue();
        }
        return weights;
    }
}

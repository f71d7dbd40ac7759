package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.ranking.pipeline.registry.Manifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums the heads of a model by the weights of its manifest.
 *
 * @param model for messages
 */
record WeightedHeads(String model, List<Manifest.Head> heads) {
    /**
     * Scores of {@code count} rows.
     *
     * @param outputs probabilities by head
     */
    Scores sum(Map<String, float[]> outputs, int count) {
        float[] score = new float[count];
        Map<String, float[]> byHead = new LinkedHashMap<>();
        for (Manifest.Head head : heads) {
            float[] probability = outputs.getOrDefault(head.name(), new float[0]);
            if (probability.length != count) {
                throw new FeedrankException(
                        Category.INTERNAL,
                        "model "
                                + model
                                + " gave "
                                + probability.length
                                + " values of "
                                + head.name()
                                + " for "
                                + count
                                + " rows");
            }
            byHead.put(head.name(), probability);
            float weight = (float) head.weight();
            if (weight != 0) {
                for (int i = 0; i < count; i++) {
                    score[i] += weight * probability[i];
                }
            }
        }
        return new Scores(score, Collections.unmodifiableMap(byHead));
    }
}

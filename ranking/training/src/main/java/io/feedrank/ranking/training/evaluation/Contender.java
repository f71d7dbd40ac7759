package io.feedrank.ranking.training.evaluation;

import java.util.List;
import java.util.function.Supplier;

/**
 * A ranker to be judged, with the one that it falls back to.
 *
 * @param full its name in results
 * @param fallback name of the other
 * @param inputs makes the inputs of both, from nothing
 */
record Contender(String full, String fallback, Supplier<ModelInputs> inputs, LevelTrainer trainer) {
    /** Both names. */
    List<String> names() {
        return List.of(full, fallback);
    }
}

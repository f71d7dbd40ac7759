package io.feedrank.ranking.training.evaluation;

import java.util.List;
import java.util.Map;

/** The models of one training, ready to score. One thread. */
interface TrainedLevels extends AutoCloseable {
    /**
     * Scores of the posts of one impression by the full model, as it is served: one call an
     * impression, so that no score depends on another impression.
     *
     * @param rows row-major {@code float[posts][columns]}
     */
    float[] full(float[] rows);

    /** The same by the fallback model. */
    float[] fallback(float[] rows);

    /** What the training went through, by name of the line: each point an epoch and its loss. */
    default Map<String, List<double[]>> losses() {
        return Map.of();
    }

    @Override
    void close();
}

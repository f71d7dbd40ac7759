package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.util.List;

/**
 * Stands for a model that an alias names and that can't be served: every call says why, so that
 * whoever watches the alias's calls sees it fail.
 *
 * @param reason why it was refused
 */
record RefusedScorer(String model, String reason) implements Scorer {
    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public Scores score(float[] rows, int count) {
        throw new FeedrankException(
                Category.UNAVAILABLE, "model " + model + " was refused: " + reason);
    }
}

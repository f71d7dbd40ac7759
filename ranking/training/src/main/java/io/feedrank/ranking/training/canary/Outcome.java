package io.feedrank.ranking.training.canary;

import io.feedrank.proto.v1.ModelAttempt;
import java.util.List;
import java.util.Optional;

/**
 * A feed that was served, and what came of it.
 *
 * @param attempts models that were asked, in that order
 * @param reward the clicks on its first page, each discounted by its rank as in DCG, at most 1
 * @param shadow what the shadow said of it, if it was asked
 */
record Outcome(
        String requestId, List<ModelAttempt> attempts, double reward, Optional<Shadow> shadow) {
    Outcome {
        attempts = List.copyOf(attempts);
    }

    /**
     * The shadow's view.
     *
     * @param attempt its call
     * @param gain nDCG of the clicks in the shadow's order of the posts that were served, less that
     *     of a random order; empty where nothing was clicked
     */
    record Shadow(ModelAttempt attempt, Optional<Double> gain) {}
}

package io.feedrank.ranking.pipeline.candidate;

import java.util.Comparator;

/**
 * A candidate with its score.
 *
 * @param row its row in the matrix that was scored
 * @param score higher is better; what is not finite is worse than everything
 */
public record ScoredCandidate(HydratedCandidate hydrated, int row, double score) {
    /** Best first; what is not finite last; ties by id. */
    public static final Comparator<ScoredCandidate> BEST_FIRST =
            Comparator.comparingDouble(ScoredCandidate::rankable)
                    .reversed()
                    .thenComparing(ScoredCandidate::postId);

    public String postId() {
        return hydrated.postId();
    }

    /** The score as a finite number, for a reader that knows no other. */
    public double presentable() {
        return Double.isFinite(score) ? score : 0;
    }

    private double rankable() {
        return Double.isFinite(score) ? score : Double.NEGATIVE_INFINITY;
    }
}

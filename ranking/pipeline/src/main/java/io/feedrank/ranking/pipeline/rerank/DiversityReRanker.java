package io.feedrank.ranking.pipeline.rerank;

import io.feedrank.ranking.index.DotProduct;
import io.feedrank.ranking.pipeline.candidate.ScoredCandidate;
import java.util.ArrayList;
import java.util.List;

/**
 * Maximal marginal relevance (Carbonell and Goldstein 1998) on post vectors, with caps on authors
 * and topics. Each place goes to the candidate with the best {@code lambda * relevance - (1 -
 * lambda) * likeness}: relevance is the score brought to 0..1 over all candidates, likeness the
 * highest cosine to what is already above. Caps give way when nothing else is left. A score that is
 * not finite comes last.
 */
public final class DiversityReRanker implements ReRanker {
    private static final double WORSE_THAN_ALL = -1e9;

    private final DiversityConfig config;

    public DiversityReRanker(DiversityConfig config) {
        this.config = config;
    }

    @Override
    public List<ScoredCandidate> rerank(List<ScoredCandidate> bestFirst, int size, int page) {
        Picking picking = new Picking(bestFirst, Math.max(1, page));
        int wanted = Math.min(size, bestFirst.size());
        for (int i = 0; i < wanted; i++) {
            picking.pickNext();
        }
        return picking.picked;
    }

    private final class Picking {
        private final List<ScoredCandidate> candidates;
        private final double[] relevance;
        private final float[] likeness;
        private final boolean[] taken;
        private final CapTracker authors;
        private final CapTracker topics;
        private final List<ScoredCandidate> picked = new ArrayList<>();

        Picking(List<ScoredCandidate> candidates, int page) {
            this.candidates = candidates;
            this.relevance = relevance(candidates);
            this.likeness = new float[candidates.size()];
            this.taken = new boolean[candidates.size()];
            this.authors = new CapTracker(config.author(), page);
            this.topics = new CapTracker(config.topic(), page);
        }

        void pickNext() {
            int best = best(true);
            take(best >= 0 ? best : best(false));
        }

        private int best(boolean capped) {
            int best = -1;
            double bestValue = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < candidates.size(); i++) {
                if (!taken[i] && (!capped || allowed(candidates.get(i)))) {
                    double value = value(i);
                    if (best < 0 || value > bestValue) {
                        best = i;
                        bestValue = value;
                    }
                }
            }
            return best;
        }

        private double value(int i) {
            return Double.isFinite(candidates.get(i).score())
                    ? config.lambda() * relevance[i] - (1 - config.lambda()) * likeness[i]
                    : WORSE_THAN_ALL;
        }

        private boolean allowed(ScoredCandidate candidate) {
            // Rather one author again than no number at all.
            return Double.isFinite(candidate.score())
                    && authors.allows(candidate.hydrated().post().authorId())
                    && topics.allows(candidate.hydrated().post().topic());
        }

        private void take(int index) {
            ScoredCandidate candidate = candidates.get(index);
            taken[index] = true;
            picked.add(candidate);
            authors.add(candidate.hydrated().post().authorId());
            topics.add(candidate.hydrated().post().topic());
            float[] vector = candidate.hydrated().identity().vector();
            if (vector == null) {
                return;
            }
            for (int i = 0; i < likeness.length; i++) {
                float[] other = candidates.get(i).hydrated().identity().vector();
                if (!taken[i] && other != null) {
                    likeness[i] = Math.max(likeness[i], DotProduct.of(vector, other));
                }
            }
        }
    }

    /** Scores brought to 0..1; of no meaning for what is not finite. */
    private static double[] relevance(List<ScoredCandidate> candidates) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (ScoredCandidate candidate : candidates) {
            if (Double.isFinite(candidate.score())) {
                lowest = Math.min(lowest, candidate.score());
                highest = Math.max(highest, candidate.score());
            }
        }
        double range = highest > lowest ? highest - lowest : 1;
        double[] relevance = new double[candidates.size()];
        for (int i = 0; i < relevance.length; i++) {
            double score = candidates.get(i).score();
            relevance[i] = (score - lowest) / range;
        }
        return relevance;
    }
}

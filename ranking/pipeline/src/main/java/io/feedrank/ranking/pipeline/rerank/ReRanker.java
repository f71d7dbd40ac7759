package io.feedrank.ranking.pipeline.rerank;

import io.feedrank.ranking.pipeline.candidate.ScoredCandidate;
import java.util.List;

/** Puts the best candidates into the order in which they are served. Thread-safe. */
public interface ReRanker {
    /**
     * Picks and orders.
     *
     * @param bestFirst by score
     * @param size most candidates returned; fewer only when there are fewer
     * @param page items on the first page
     */
    List<ScoredCandidate> rerank(List<ScoredCandidate> bestFirst, int size, int page);
}

package io.feedrank.cli.dataset;

import java.time.Instant;

/** What a generated dataset knows, and a ranker has to find out. */
public interface ClickTruth {
    /**
     * Probability that {@code userId} clicks {@code postId} when it is first shown, at that time,
     * at the top.
     */
    double clickProbability(String userId, String postId, Instant at);
}

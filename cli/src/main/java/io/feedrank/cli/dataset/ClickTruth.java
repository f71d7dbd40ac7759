package io.feedrank.cli.dataset;

import java.time.Instant;

/** What a generated dataset knows, and a ranker has to find out. */
public interface ClickTruth {
    /**
     * Probability that {@code userId} clicks {@code postId} when it is first shown, at that time,
     * at the top.
     */
    default double clickProbability(String userId, String postId, Instant at) {
        return clickProbability(userId, postId, new Sight(at, 0, 0, 0));
    }

    /**
     * Probability that {@code userId} clicks {@code postId} in the course of reading.
     *
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT for a user or post that is not
     *     the dataset's
     */
    double clickProbability(String userId, String postId, Sight sight);

    /**
     * How a post comes into view.
     *
     * @param place in the list, from 0
     * @param shownBefore how often this user saw it already
     * @param clickedBefore how often this user clicked it already
     */
    record Sight(Instant at, int place, int shownBefore, int clickedBefore) {}
}

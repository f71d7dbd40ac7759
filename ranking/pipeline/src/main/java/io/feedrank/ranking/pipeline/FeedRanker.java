package io.feedrank.ranking.pipeline;

import io.feedrank.proto.v1.UserSession;

/** Ranks feeds. Thread-safe; a request is ranked by the calling thread. */
public interface FeedRanker {
    /**
     * Ranks one feed.
     *
     * @param session what was served to the user lately
     * @throws io.feedrank.feature.config.FeedrankException TIMEOUT when the deadline passes,
     *     UNAVAILABLE when a server or model that is needed is not there, BAD_INPUT when there are
     *     too many candidates, INTERNAL otherwise
     */
    RankedFeed rank(RankingRequest request, UserSession session);
}

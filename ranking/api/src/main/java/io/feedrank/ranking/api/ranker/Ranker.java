package io.feedrank.ranking.api.ranker;

import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import java.util.concurrent.CompletableFuture;

/** Ranks feeds, somewhere else. */
@FunctionalInterface
public interface Ranker {
    /**
     * Asks for a ranked feed. Does not wait for it.
     *
     * @return what the ranker answered, an error answer included; fails with TIMEOUT or UNAVAILABLE
     *     when there is no answer
     */
    CompletableFuture<FeedResponse> rank(FeedRequest request);
}

package io.feedrank.ranking.function;

import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeedError;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import java.time.Instant;

/** Responses that say why there is no feed. */
final class ErrorFeeds {
    private ErrorFeeds() {}

    static FeedResponse of(FeedRequest request, Category category, String message, Instant now) {
        return FeedResponse.newBuilder()
                .setRequestId(request.getRequestId())
                .setUserId(request.getUserId())
                .setFreshnessMs(-1)
                .setRankedAtMs(now.toEpochMilli())
                .setError(FeedError.newBuilder().setCategory(category.name()).setMessage(message))
                .build();
    }
}

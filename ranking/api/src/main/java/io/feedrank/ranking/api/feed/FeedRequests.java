package io.feedrank.ranking.api.feed;

import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.ranking.api.config.RankerConfig;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes requests to the ranker: id, deadline on the deployment's clock, reply topic, trace. */
final class FeedRequests {
    /** W3C trace context, version 00. */
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final Clock clock;
    private final RankerConfig config;

    FeedRequests(Clock clock, RankerConfig config) {
        this.clock = clock;
        this.config = config;
    }

    FeedRequest feed(
            String user,
            int limit,
            boolean explain,
            Map<String, String> context,
            @Nullable String traceparent) {
        return base(user, limit, traceparent).setExplain(explain).putAllContext(context).build();
    }

    FeedRequest rank(
            String user,
            List<String> postIds,
            Map<String, String> context,
            @Nullable String traceparent) {
        return base(user, postIds.size(), traceparent)
                .addAllCandidatePostIds(postIds)
                .putAllContext(context)
                .build();
    }

    private FeedRequest.Builder base(String user, int limit, @Nullable String traceparent) {
        long now = clock.millis();
        return FeedRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setUserId(user)
                .setLimit(limit)
                .setSentAtMs(now)
                .setDeadlineMs(now + config.timeout().toMillis())
                .setReplyTopic(config.replyTopic())
                .setTraceparent(trace(traceparent));
    }

    private static String trace(@Nullable String given) {
        if (given != null && TRACEPARENT.matcher(given).matches()) {
            return given;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(
                "00-%016x%016x-%016x-01",
                random.nextLong(1, Long.MAX_VALUE),
                random.nextLong(),
                random.nextLong(1, Long.MAX_VALUE));
    }
}

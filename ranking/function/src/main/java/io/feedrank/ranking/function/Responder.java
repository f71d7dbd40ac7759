package io.feedrank.ranking.function;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.UserSession;
import io.feedrank.ranking.pipeline.FeedRanker;
import io.feedrank.ranking.pipeline.RankedFeed;
import io.feedrank.ranking.pipeline.RankingRequest;
import io.feedrank.ranking.pipeline.user.SeenPosts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request, come what may: with a feed, or with a response that says what went wrong.
 * Thread-safe.
 */
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    /**
     * What goes back.
     *
     * @param session to be kept for the user's next request
     */
    record Reply(FeedResponse response, UserSession session) {}

    private final FeedRanker ranker;
    private final Consumer<FeatureLogEntry> featureLog;
    private final Clock clock;
    private final ServiceMetrics metrics;

    /**
     * A responder.
     *
     * @param featureLog takes what a feed was scored with; must not block
     */
    Responder(
            FeedRanker ranker,
            Consumer<FeatureLogEntry> featureLog,
            Clock clock,
            ServiceMetrics metrics) {
        this.ranker = ranker;
        this.featureLog = featureLog;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Answers one request. The ranker looks at the deadline, not this: a request that the runtime
     * replays after a restore is long past it, and still has to leave what was served in the
     * session.
     */
    Reply answer(FeedRequest request, UserSession session) {
        try {
            RankingRequest ranking = RankingRequest.of(request);
            RankedFeed feed = ranker.rank(ranking, session);
            feed.log().ifPresent(featureLog);
            metrics.answered("served");
            return new Reply(
                    forReply(feed.snapshot(), ranking), after(feed.snapshot(), ranking, session));
        } catch (FeedrankException e) {
            return failed(request, session, e.category(), e);
        } catch (RuntimeException e) {
            LOG.error("request {} failed", request.getRequestId(), e);
            return failed(request, session, Category.INTERNAL, e);
        }
    }

    private Reply failed(
            FeedRequest request, UserSession session, Category category, RuntimeException cause) {
        LOG.debug("request {}: {} {}", request.getRequestId(), category, cause.getMessage());
        metrics.answered(category.name());
        FeedResponse response =
                ErrorFeeds.of(
                        request, category, String.valueOf(cause.getMessage()), clock.instant());
        return new Reply(response, session);
    }

    private static FeedResponse forReply(FeedResponse snapshot, RankingRequest request) {
        return request.explain() ? snapshot : snapshot.toBuilder().clearVerdicts().build();
    }

    /** The first page is what a person gets to see. */
    private static UserSession after(
            FeedResponse snapshot, RankingRequest request, UserSession session) {
        if (request.hasOwnCandidates()) {
            return session;
        }
        List<String> firstPage =
                snapshot.getItemsList().stream()
                        .limit(request.limit())
                        .map(FeedItem::getPostId)
                        .toList();
        return SeenPosts.after(session, firstPage, Instant.ofEpochMilli(snapshot.getRankedAtMs()));
    }
}

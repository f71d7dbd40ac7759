package io.feedrank.ranking.api.feed;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.ranking.api.ranker.Ranker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a request with the ranker's feed, or with a lower level's. Thread-safe; no thread waits
 * for the ranker.
 */
final class FeedService {
    private static final Logger LOG = LoggerFactory.getLogger(FeedService.class);

    private final Ranker ranker;
    private final LowerLevels lowerLevels;
    private final PostCardReader cards;
    private final FeedMetrics metrics;
    private final Executor workers;

    FeedService(
            Ranker ranker,
            LowerLevels lowerLevels,
            PostCardReader cards,
            FeedMetrics metrics,
            Executor workers) {
        this.ranker = ranker;
        this.lowerLevels = lowerLevels;
        this.cards = cards;
        this.metrics = metrics;
        this.workers = workers;
    }

    /**
     * Fails with BAD_INPUT when the ranker refused the request, UNAVAILABLE when no level can
     * answer.
     */
    CompletableFuture<Answer> answer(FeedRequest request) {
        long start = System.nanoTime();
        return ranker.rank(request)
                .handleAsync((response, failure) -> settle(request, response, failure), workers)
                .whenComplete(
                        (answer, failure) ->
                                metrics.answered(request, answer, System.nanoTime() - start));
    }

    /** A snapshot with what is known of its posts; without it when Redis does not answer. */
    Answer decorated(FeedResponse snapshot) {
        List<String> postIds = snapshot.getItemsList().stream().map(FeedItem::getPostId).toList();
        try {
            return new Answer(snapshot, cards.read(snapshot.getUserId(), postIds), true);
        } catch (FeedrankException e) {
            LOG.debug("Feed {} goes out without titles", snapshot.getRequestId(), e);
            metrics.undecorated();
            return new Answer(snapshot, PostCards.NONE, true);
        }
    }

    private Answer settle(
            FeedRequest request, @Nullable FeedResponse response, @Nullable Throwable failure) {
        Optional<Shortfall> shortfall = Shortfall.of(request, response, failure);
        if (response != null && shortfall.isEmpty()) {
            return decorated(response);
        }
        Answer answer = lowerLevels.answer(request, shortfall.orElseThrow());
        metrics.degraded(answer.snapshot().getServedBy(), shortfall.orElseThrow().reason());
        return answer;
    }
}

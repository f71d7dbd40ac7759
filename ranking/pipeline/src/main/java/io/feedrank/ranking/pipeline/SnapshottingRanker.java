package io.feedrank.ranking.pipeline;

import io.feedrank.feature.online.FeedStore;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.StageTiming;
import io.feedrank.proto.v1.UserSession;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what was ranked, and answers a request that comes again (a replay after a restore) with
 * what it got the first time. Without the store feeds are ranked all the same. A ranking of the
 * caller's own candidates is no feed and is not kept.
 */
public final class SnapshottingRanker implements FeedRanker {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshottingRanker.class);
    private static final String STAGE = "snapshot";

    private final FeedRanker ranker;
    private final FeedStore store;
    private final PipelineMetrics metrics;

    public SnapshottingRanker(FeedRanker ranker, FeedStore store, PipelineMetrics metrics) {
        this.ranker = ranker;
        this.store = store;
        this.metrics = metrics;
    }

    @Override
    public RankedFeed rank(RankingRequest request, UserSession session) {
        if (request.hasOwnCandidates()) {
            return ranker.rank(request, session);
        }
        Optional<FeedResponse> served = servedBefore(request);
        if (served.isPresent()) {
            return new RankedFeed(served.get(), Optional.empty());
        }
        RankedFeed ranked = ranker.rank(request, session);
        return new RankedFeed(keep(ranked.snapshot()), ranked.log());
    }

    private Optional<FeedResponse> servedBefore(RankingRequest request) {
        try {
            return store.served(request.requestId())
                    .filter(feed -> feed.getUserId().equals(request.userId()));
        } catch (RuntimeException e) {
            LOG.warn("cannot look for a feed served before: {}", e.toString());
            metrics.failed(STAGE);
            return Optional.empty();
        }
    }

    private FeedResponse keep(FeedResponse snapshot) {
        long start = System.nanoTime();
        FeedResponse.Builder kept = snapshot.toBuilder();
        int items = snapshot.getItemsCount();
        try {
            store.save(snapshot);
        } catch (RuntimeException e) {
            LOG.warn("a ranked feed could not be kept: {}", e.toString());
            metrics.failed(STAGE);
            metrics.degraded(STAGE);
            kept.addDegraded(STAGE);
        }
        long nanos = System.nanoTime() - start;
        metrics.stage(STAGE, items, items, nanos);
        return kept.addStages(
                        StageTiming.newBuilder()
                                .setName(STAGE)
                                .setCandidatesIn(items)
                                .setCandidatesOut(items)
                                .setMicros(nanos / 1_000))
                .build();
    }
}

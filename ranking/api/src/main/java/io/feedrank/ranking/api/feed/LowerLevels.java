package io.feedrank.ranking.api.feed;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.online.FeedStore;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import io.feedrank.proto.v1.StageTiming;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in when the ranker does not answer: the user's last good feed, then what is popular.
 * Blocks on Redis.
 */
final class LowerLevels {
    private static final Logger LOG = LoggerFactory.getLogger(LowerLevels.class);

    private final FeedStore feeds;
    private final PopularPosts popular;
    private final PostCardReader cards;
    private final Clock clock;

    LowerLevels(FeedStore feeds, PopularPosts popular, PostCardReader cards, Clock clock) {
        this.feeds = feeds;
        this.popular = popular;
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * The best answer without the ranker.
     *
     * @throws FeedrankException UNAVAILABLE when Redis is away as well
     */
    Answer answer(FeedRequest request, Shortfall shortfall) {
        long start = System.nanoTime();
        try {
            if (request.getCandidatePostIdsCount() > 0) {
                return popular(
                        request,
                        shortfall,
                        popular.byClicks(request.getUserId(), request.getCandidatePostIdsList()),
                        start);
            }
            Optional<Answer> cached = cachedIfReachable(request, shortfall, start);
            return cached.isPresent()
                    ? cached.get()
                    : popular(request, shortfall, popular.trending(request.getUserId()), start);
        } catch (FeedrankException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    shortfall.text()
                            + "; lower levels: "
                            + e.getMessage()
                            + "; try again in a second",
                    e);
        }
    }

    /** Without Redis there is no last feed, but what trends may be in the near cache. */
    private Optional<Answer> cachedIfReachable(
            FeedRequest request, Shortfall shortfall, long start) {
        try {
            return cached(request, shortfall, start);
        } catch (FeedrankException e) {
            LOG.debug("no last feed of {}", request.getUserId(), e);
            return Optional.empty();
        }
    }

    private Optional<Answer> cached(FeedRequest request, Shortfall shortfall, long start) {
        Optional<FeedResponse> last = feeds.lastOf(request.getUserId());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        FeedResponse old = last.get();
        PostCards known =
                cards.read(
                        request.getUserId(),
                        old.getItemsList().stream().map(FeedItem::getPostId).toList());
        List<FeedItem> items = new ArrayList<>();
        for (FeedItem item : old.getItemsList()) {
            if (!known.withdrawn(item.getPostId())) {
                items.add(item.toBuilder().setRank(items.size() + 1).build());
            }
        }
        if (items.isEmpty()) {
            return Optional.empty();
        }
        long age = Math.max(0, clock.millis() - old.getRankedAtMs());
        FeedResponse.Builder response =
                stamped(request, shortfall, ServedBy.SERVED_BY_CACHED)
                        .setModel(old.getModel())
                        .setFreshnessMs(old.getFreshnessMs() < 0 ? -1 : old.getFreshnessMs() + age)
                        .setRankedAtMs(old.getRankedAtMs())
                        .addAllItems(items)
                        .addStages(stage("cached", old.getItemsCount(), items.size(), start));
        return Optional.of(stored(response.build(), known));
    }

    private Answer popular(
            FeedRequest request, Shortfall shortfall, PopularPosts.Ranked ranked, long start) {
        FeedResponse.Builder response =
                stamped(request, shortfall, ServedBy.SERVED_BY_TRENDING)
                        .setFreshnessMs(-1)
                        .setRankedAtMs(clock.millis())
                        .addAllItems(ranked.items())
                        .addStages(
                                stage(
                                        "trending",
                                        ranked.considered(),
                                        ranked.items().size(),
                                        start));
        return stored(response.build(), ranked.cards());
    }

    /** Under an id of its own: the ranker may still write its late snapshot under the request's. */
    private static FeedResponse.Builder stamped(
            FeedRequest request, Shortfall shortfall, ServedBy servedBy) {
        String level = servedBy.name().replace("SERVED_BY_", "").toLowerCase(Locale.ROOT);
        return FeedResponse.newBuilder()
                .setRequestId(request.getRequestId() + "." + level)
                .setUserId(request.getUserId())
                .setServedBy(servedBy)
                .addDegraded(shortfall.text());
    }

    private Answer stored(FeedResponse response, PostCards known) {
        try {
            feeds.save(response);
            return new Answer(response, known, true);
        } catch (FeedrankException e) {
            LOG.warn("A {} feed has no further pages: {}", response.getServedBy(), e.getMessage());
            return new Answer(response, known, false);
        }
    }

    private static StageTiming stage(String name, int in, int out, long start) {
        return StageTiming.newBuilder()
                .setName(name)
                .setCandidatesIn(in)
                .setCandidatesOut(out)
                .setMicros((System.nanoTime() - start) / 1_000)
                .build();
    }
}

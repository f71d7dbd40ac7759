package io.feedrank.ranking.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.online.FeedStore;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.UserSession;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SnapshottingRankerTest {
    private final AtomicInteger ranked = new AtomicInteger();
    private final MapFeedStore store = new MapFeedStore();
    private final SnapshottingRanker ranker =
            new SnapshottingRanker(
                    this::rankOne, store, new PipelineMetrics(new SimpleMeterRegistry()));

    @Test
    void a_request_that_comes_again_gets_what_it_got_before() {
        FeedResponse first = rank("r1", "u1", List.of()).snapshot();
        RankedFeed again = rank("r1", "u1", List.of());
        assertThat(ranked).hasValue(1);
        assertThat(again.snapshot().getItemsList()).isEqualTo(first.getItemsList());
        assertThat(again.log()).isEmpty();
        assertThat(first.getStages(0).getName()).isEqualTo("snapshot");
    }

    @Test
    void the_request_id_of_another_user_shows_nothing_of_theirs() {
        rank("r1", "u1", List.of());
        assertThat(rank("r1", "u2", List.of()).snapshot().getUserId()).isEqualTo("u2");
    }

    @Test
    void without_the_store_the_feed_comes_all_the_same_and_says_so() {
        store.failing = true;
        FeedResponse feed = rank("r1", "u1", List.of()).snapshot();
        assertThat(feed.getItemsCount()).isOne();
        assertThat(feed.getDegradedList()).containsExactly("snapshot");
    }

    @Test
    void a_ranking_of_own_candidates_is_not_kept() {
        rank("r1", "u1", List.of("p1"));
        assertThat(store.served).isEmpty();
    }

    private RankedFeed rank(String requestId, String userId, List<String> own) {
        RankingRequest request =
                new RankingRequest(requestId, userId, 5, Instant.MAX, own, Map.of(), false);
        return ranker.rank(request, UserSession.getDefaultInstance());
    }

    private RankedFeed rankOne(RankingRequest request, UserSession session) {
        ranked.incrementAndGet();
        return new RankedFeed(
                FeedResponse.newBuilder()
                        .setRequestId(request.requestId())
                        .setUserId(request.userId())
                        .addItems(FeedItem.newBuilder().setPostId("p1").setRank(1))
                        .build(),
                Optional.of(FeatureLogEntry.getDefaultInstance()));
    }

    private static final class MapFeedStore implements FeedStore {
        private final Map<String, FeedResponse> served = new HashMap<>();
        private boolean failing;

        @Override
        public void save(FeedResponse snapshot) {
            check();
            served.put(snapshot.getRequestId(), snapshot);
        }

        @Override
        public Optional<FeedResponse> served(String requestId) {
            check();
            return Optional.ofNullable(served.get(requestId));
        }

        @Override
        public Optional<FeedResponse> lastOf(String userId) {
            return Optional.empty();
        }

        private void check() {
            if (failing) {
                throw new IllegalStateException("told to fail");
            }
        }
    }
}

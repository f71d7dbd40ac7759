package io.feedrank.ranking.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedRequest;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.SeenPost;
import io.feedrank.proto.v1.UserSession;
import io.feedrank.proto.v1.Verdict;
import io.feedrank.ranking.pipeline.FeedRanker;
import io.feedrank.ranking.pipeline.RankedFeed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResponderTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final FeedRequest REQUEST =
            FeedRequest.newBuilder()
                    .setRequestId("r1")
                    .setUserId("u1")
                    .setLimit(2)
                    .setReplyTopic("feed-responses.test")
                    .build();
    private static final UserSession NONE = UserSession.getDefaultInstance();

    private final List<FeatureLogEntry> logged = new ArrayList<>();

    @Test
    void the_first_page_is_remembered_and_the_features_are_logged() {
        Responder.Reply reply = responder(ResponderTest::threePosts).answer(REQUEST, NONE);
        assertThat(reply.response().getItemsCount()).isEqualTo(3);
        assertThat(reply.response().getVerdictsCount()).isZero();
        assertThat(reply.session().getSeenList())
                .extracting(SeenPost::getPostId)
                .containsExactly("p1", "p2");
        assertThat(logged).hasSize(1);
    }

    @Test
    void verdicts_go_along_when_they_are_asked_for() {
        FeedRequest explain = REQUEST.toBuilder().setExplain(true).build();
        assertThat(
                        responder(ResponderTest::threePosts)
                                .answer(explain, NONE)
                                .response()
                                .getVerdictsCount())
                .isOne();
    }

    @Test
    void a_ranking_of_own_candidates_is_not_remembered() {
        FeedRequest own = REQUEST.toBuilder().addCandidatePostIds("p1").build();
        assertThat(responder(ResponderTest::threePosts).answer(own, NONE).session())
                .isEqualTo(NONE);
    }

    @Test
    void a_late_request_that_was_served_before_is_remembered_again() {
        FeedRequest late =
                REQUEST.toBuilder().setDeadlineMs(NOON.minusMillis(1).toEpochMilli()).build();
        Responder.Reply reply = responder(ResponderTest::threePosts).answer(late, NONE);
        assertThat(reply.session().getSeenList())
                .extracting(SeenPost::getPostId)
                .containsExactly("p1", "p2");
    }

    @Test
    void a_failure_keeps_its_category_and_a_defect_is_internal() {
        assertThat(failing(new FeedrankException(Category.UNAVAILABLE, "no Redis")))
                .isEqualTo("UNAVAILABLE no Redis");
        assertThat(failing(new IllegalStateException("a bug"))).isEqualTo("INTERNAL a bug");
        assertThat(logged).isEmpty();
    }

    private String failing(RuntimeException failure) {
        FeedResponse response =
                responder(
                                (request, session) -> {
                                    throw failure;
                                })
                        .answer(REQUEST, NONE)
                        .response();
        return response.getError().getCategory() + " " + response.getError().getMessage();
    }

    private Responder responder(FeedRanker ranker) {
        return new Responder(
                ranker,
                logged::add,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new ServiceMetrics(new SimpleMeterRegistry()));
    }

    private static RankedFeed threePosts(Object request, UserSession session) {
        FeedResponse.Builder feed =
                FeedResponse.newBuilder()
                        .setRankedAtMs(NOON.toEpochMilli())
                        .addVerdicts(Verdict.getDefaultInstance());
        for (int i = 1; i <= 3; i++) {
            feed.addItems(FeedItem.newBuilder().setPostId("p" + i).setRank(i));
        }
        return new RankedFeed(feed.build(), Optional.of(FeatureLogEntry.getDefaultInstance()));
    }
}

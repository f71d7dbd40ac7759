package io.feedrank.ranking.pipeline;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PipelineFailureTest {
    private final RankingWorld world = new RankingWorld();

    @Test
    void a_source_that_fails_is_named_and_the_feed_still_comes() {
        world.trendingPosts(3);
        world.newsroom.follows("u1", "a1");
        world.store.failOn(key -> key.group().equals(FeatureGroup.AUTHOR_POSTS));

        FeedResponse feed = world.rank(RankingWorld.request().build());

        assertThat(RankingWorld.ids(feed)).hasSize(3);
        assertThat(feed.getDegradedList()).containsExactly("source.followed");
        assertThat(
                        world.meters
                                .get("feedrank.ranking.degraded")
                                .tag("stage", "source.followed")
                                .counter()
                                .count())
                .isOne();
    }

    @Test
    void without_the_store_there_is_no_feed_and_the_error_says_unavailable() {
        world.trendingPosts(3);
        world.store.failOn(key -> true);
        assertThatExceptionOfType(FeedrankException.class)
                .isThrownBy(() -> world.rank(RankingWorld.request().build()))
                .matches(e -> e.category() == Category.UNAVAILABLE);
    }

    @Test
    void a_deadline_that_passed_stops_the_feed_before_the_next_stage() {
        world.trendingPosts(3);
        AtomicInteger looks = new AtomicInteger();
        world.clock = RankingWorld.clock(() -> NOON.plusMillis(100L * looks.getAndIncrement()));
        assertThatExceptionOfType(FeedrankException.class)
                .isThrownBy(
                        () ->
                                world.rank(
                                        RankingWorld.request()
                                                .deadline(NOON.plusMillis(150))
                                                .build()))
                .withMessageContaining("the deadline passed before")
                .matches(e -> e.category() == Category.TIMEOUT);
        assertThat(world.store.reads()).hasSizeLessThan(2);
    }

    @Test
    void not_a_number_never_wins_over_a_finite_score() {
        world.trendingPosts(5);
        int clicks = FeatureCatalog.standard().columns().indexOf("post_clicks_24h");
        world.models =
                new FakeModels(
                        FakeModels.scorer(
                                "ranker/1", row -> row[clicks] > 3 ? Float.NaN : row[clicks]),
                        null);
        FeedResponse feed = world.rank(RankingWorld.request().build());
        assertThat(RankingWorld.ids(feed)).hasSize(5);
        assertThat(feed.getItems(4).getPostId()).isEqualTo("p4");
        assertThat(feed.getItems(4).getScore()).isZero();
        assertThat(world.meters.get("feedrank.ranking.scores.not.finite").counter().count())
                .isOne();
    }

    @Test
    void the_fallback_model_answers_when_the_production_model_fails() {
        world.trendingPosts(3);
        world.models =
                new FakeModels(
                        FakeModels.scorer("ranker/2", row -> Float.NaN),
                        FakeModels.scorer("small/1", row -> row[0]));
        FeedResponse feed = world.rank(RankingWorld.request().build());
        assertThat(feed.getServedBy()).isEqualTo(ServedBy.SERVED_BY_FALLBACK);
        assertThat(feed.getModel()).isEqualTo("small/1");
        assertThat(feed.getDegradedList()).containsExactly("score");
    }

    @Test
    void without_any_model_there_is_no_feed() {
        world.trendingPosts(3);
        world.models = new FakeModels(null, null);
        assertThatExceptionOfType(FeedrankException.class)
                .isThrownBy(() -> world.rank(RankingWorld.request().build()))
                .withMessageContaining("no model")
                .matches(e -> e.category() == Category.UNAVAILABLE);
    }

    @Test
    void too_many_candidates_of_the_callers_own_are_bad_input() {
        String[] many = new String[101];
        for (int i = 0; i < many.length; i++) {
            many[i] = "p" + i;
        }
        assertThatThrownBy(() -> world.rank(RankingWorld.request().own(many).build()))
                .hasMessageContaining("candidate_post_ids: got 101, expected at most 100");
    }

    @Test
    void a_group_that_cannot_be_read_takes_its_default_but_never_the_blocks() {
        world.trendingPosts(2);
        world.newsroom.addUser("u1", "sport", "anna");
        world.newsroom.spoil(FeatureGroup.USER_TOPICS, "u1");
        assertThat(world.rank(RankingWorld.request().build()).getDegradedList())
                .containsExactly("user_topics:v1");

        world.newsroom.spoil(FeatureGroup.USER_BLOCKS, "u1");
        assertThatExceptionOfType(FeedrankException.class)
                .isThrownBy(() -> world.rank(RankingWorld.request().build()))
                .matches(e -> e.category() == Category.INTERNAL);
    }
}

package io.feedrank.ranking.pipeline;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.proto.v1.EntityVersion;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.FeedItem;
import io.feedrank.proto.v1.FeedResponse;
import io.feedrank.proto.v1.ServedBy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class PipelineExecutorTest {
    private final RankingWorld world = new RankingWorld();

    @Test
    void posts_of_all_sources_come_ranked_by_the_model_with_where_they_came_from() {
        world.newsroom.add(Newsroom.post("near", "a1", "sport"), 3);
        world.newsroom.readBy("near", "anna");
        world.newsroom.add(Newsroom.post("followed", "a2", "sport"), 2);
        world.newsroom.authorPosts("a2", "followed");
        world.newsroom.add(Newsroom.post("loud", "a3", "news"), 9);
        world.newsroom.trending("loud", "near");
        world.newsroom.add(Newsroom.post("new", "a4", "news"), 0);
        world.newsroom.fresh("new");
        world.newsroom.addUser("u1", "sport", "anna");
        world.newsroom.follows("u1", "a2");

        FeedResponse feed = world.rank(RankingWorld.request().build());

        assertThat(RankingWorld.ids(feed)).containsExactly("loud", "near", "followed", "new");
        assertThat(feed.getItemsList()).extracting(FeedItem::getRank).containsExactly(1, 2, 3, 4);
        assertThat(feed.getItems(1).getSourcesList()).containsExactly("ann", "trending");
        assertThat(feed.getItems(1).getAuthorId()).isEqualTo("a1");
        assertThat(feed.getItems(0).getPredictionsMap()).containsOnlyKeys("click");
        assertThat(feed.getServedBy()).isEqualTo(ServedBy.SERVED_BY_FULL);
        assertThat(feed.getModel()).isEqualTo("ranker/1");
        assertThat(feed.getFreshnessMs()).isEqualTo(60_000);
        assertThat(feed.getDegradedList()).isEmpty();
    }

    @Test
    void a_feed_takes_four_round_trips_in_turn_and_the_next_one_no_shared_lists() {
        world.trendingPosts(3);
        world.newsroom.follows("u1", "a1");
        world.rank(RankingWorld.request().build());
        assertThat(world.store.reads())
                .as("user; followed, trending, fresh and explore beside each other; posts; authors")
                .hasSize(7);
        world.rank(RankingWorld.request().build());
        assertThat(world.store.reads()).as("user, followed, posts, authors").hasSize(11);
    }

    @Test
    void what_the_user_blocked_or_hid_or_may_not_see_has_a_verdict_instead_of_a_place() {
        world.trendingPosts(2);
        world.newsroom.add(Newsroom.post("blocked", "enemy", "news"), 99);
        world.newsroom.add(Newsroom.post("hidden", "a1", "news"), 99);
        world.newsroom.add(new Post("draft", "a1", 1, "", "en", "news", "draft", 0), 99);
        world.newsroom.add(
                new Post("old", "a1", 1, "", "en", "news", Post.PUBLISHED, NOON.toEpochMilli()),
                99);
        world.newsroom.trending("blocked", "hidden", "draft", "old", "gone", "p0", "p1");
        world.newsroom.blocks("u1", "enemy");
        UserFeatures user = UserFeatures.empty();
        user.add(Signal.HIDE, NOON, "hidden", "news", null);
        world.newsroom.put("u1", user);

        FeedResponse feed = world.rank(RankingWorld.request().build());

        assertThat(RankingWorld.ids(feed)).containsExactly("p1", "p0");
        assertThat(RankingWorld.verdicts(feed))
                .containsEntry("blocked", "filter.blocked")
                .containsEntry("hidden", "filter.hidden")
                .containsEntry("draft", "filter.published")
                .containsEntry("old", "filter.expired")
                .containsEntry("gone", "hydrate")
                .containsEntry("p1", "served");
        assertThat(RankingWorld.stage(feed, "hydrate").getCandidatesIn()).isEqualTo(7);
        assertThat(RankingWorld.stage(feed, "hydrate").getCandidatesOut()).isEqualTo(6);
    }

    @Test
    void seen_posts_are_left_out_while_there_are_enough_others() {
        world.trendingPosts(6);
        FeedResponse feed =
                world.rank(RankingWorld.request().limit(3).build(), RankingWorld.seen("p5", "p4"));
        assertThat(RankingWorld.ids(feed)).containsExactlyInAnyOrder("p3", "p2", "p1", "p0");
    }

    @Test
    void the_seen_posts_of_longest_ago_come_back_marked_when_too_few_are_left() {
        world.trendingPosts(4);
        FeedResponse feed =
                world.rank(RankingWorld.request().limit(3).build(), RankingWorld.seen("p3", "p2"));
        assertThat(RankingWorld.ids(feed)).containsExactlyInAnyOrder("p2", "p1", "p0");
        assertThat(RankingWorld.item(feed, "p2").getSourcesList())
                .containsExactly("trending", "seen-again");
        assertThat(RankingWorld.verdicts(feed)).containsEntry("p3", "filter.seen");
    }

    @Test
    void the_callers_own_candidates_all_come_back_ranked_even_when_seen() {
        world.trendingPosts(5);
        world.newsroom.trending();
        FeedResponse feed =
                world.rank(
                        RankingWorld.request().own("p1", "p4", "nobody", "p1").build(),
                        RankingWorld.seen("p4"));
        assertThat(RankingWorld.ids(feed)).containsExactly("p4", "p1");
        assertThat(RankingWorld.verdicts(feed)).containsEntry("nobody", "hydrate");
        assertThat(world.store.reads()).as("of the user, the posts, their authors").hasSize(3);
    }

    @Test
    void the_log_holds_the_rows_of_the_first_page_with_their_versions() {
        world.trendingPosts(6);
        world.newsroom.addUser("u1", "sport", "anna");
        RankedFeed ranked =
                world.executor().rank(RankingWorld.request().limit(2).build(), RankingWorld.none());
        var log = ranked.log().orElseThrow();
        assertThat(log.getColumnsList()).isEqualTo(FeatureCatalog.standard().columns());
        assertThat(log.getRowsCount()).isEqualTo(2);
        assertThat(log.getRows(0).getFeaturesCount()).isEqualTo(log.getColumnsCount());
        assertThat(log.getRows(0).getPostId()).isEqualTo(ranked.snapshot().getItems(0).getPostId());
        assertThat(log.getRows(0).getPostVersion().getSequence()).isEqualTo(7);
        assertThat(log.getRows(0).getPostVersionsMap())
                .containsOnlyKeys("post_meta:v1", "post_stats:v1")
                .containsEntry("post_stats:v1", log.getRows(0).getPostVersion());
        assertThat(log.getUserVersionsMap()).containsKey("user_activity:v1");
    }

    @Test
    void the_log_names_each_author_and_topic_of_the_page_once_with_the_versions_read() {
        world.newsroom.add(Newsroom.post("p1", "a1", "sport"), 2);
        world.newsroom.add(Newsroom.post("p2", "a1", "news"), 1);
        world.newsroom.trending("p1", "p2");
        world.newsroom.declare(Entity.AUTHOR, "a1");
        world.newsroom.declare(Entity.TOPIC, "sport");

        var log =
                world.executor()
                        .rank(RankingWorld.request().build(), RankingWorld.none())
                        .log()
                        .orElseThrow();

        assertThat(log.getRowsList()).extracting(FeatureLogRow::getAuthorId).containsOnly("a1");
        assertThat(log.getRowsList())
                .extracting(FeatureLogRow::getTopic)
                .containsExactly("sport", "news");
        assertThat(log.getEntitiesList())
                .extracting(each -> each.getEntity() + ":" + each.getEntityId())
                .containsExactly("author:a1", "topic:sport", "topic:news");
        assertThat(log.getEntities(0).getVersionsMap())
                .containsOnlyKeys(groupsOf(Entity.AUTHOR))
                .containsValue(EntityVersion.newBuilder().setGeneration(1).setSequence(7).build());
        assertThat(log.getEntities(1).getVersionsMap()).containsOnlyKeys(groupsOf(Entity.TOPIC));
        assertThat(log.getEntities(2).getVersionsMap()).as("never written").isEmpty();
    }

    private static String[] groupsOf(Entity entity) {
        return FeatureCatalog.standard().layouts(entity).stream()
                .map(GroupLayout::group)
                .toArray(String[]::new);
    }

    @Test
    void the_snapshot_is_no_longer_than_asked_and_says_what_was_left_out() {
        world.trendingPosts(40);
        FeedResponse feed = world.rank(RankingWorld.request().limit(5).build());
        assertThat(feed.getItemsCount()).isEqualTo(10);
        assertThat(feed.getVerdictsCount()).isEqualTo(40);
        assertThat(RankingWorld.stage(feed, "re-rank").getCandidatesOut()).isEqualTo(10);
    }

    @Test
    void a_request_tells_how_fresh_its_features_are_and_what_they_look_like() {
        world.trendingPosts(4);
        world.newsroom.addUser("u1", "sport", "anna");

        FeedResponse feed = world.rank(RankingWorld.request().build());

        var freshness = world.meters.get("feedrank.ranking.freshness").tag("of", "user").timer();
        assertThat(freshness.count()).isEqualTo(1);
        assertThat(freshness.totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo((double) feed.getFreshnessMs());
        assertThat(feed.getFreshnessMs()).isEqualTo(60_000);
        assertThat(counted("feedrank.features.values", "post_clicks_24h")).isEqualTo(4);
        assertThat(counted("feedrank.features.nulls", "post_clicks_24h"))
                .as("p0 was never clicked")
                .isEqualTo(1);
    }

    private double counted(String meter, String feature) {
        return world.meters.get(meter).tag("feature", feature).counter().count();
    }
}

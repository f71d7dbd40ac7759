package io.feedrank.ranking.pipeline;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.proto.v1.FeedResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes a candidate, through the whole pipeline. */
final class RetrievalTest {
    private final RankingWorld world = new RankingWorld();

    @Test
    void a_person_of_whom_nothing_is_known_gets_what_trends_and_what_is_new() {
        world.newsroom.add(Newsroom.post("loud", "a1", "news"), 9);
        world.newsroom.add(Newsroom.post("new", "a2", "news"), 0);
        world.newsroom.add(Newsroom.post("unseen", "a3", "news"), 0);
        world.newsroom.readBy("loud", "anna");
        world.newsroom.trending("loud");
        world.newsroom.fresh("new");
        world.newsroom.freshIn(ListScope.EXPLORE, "unseen");

        FeedResponse feed = world.rank(RankingWorld.request().build());

        assertThat(RankingWorld.ids(feed)).containsExactlyInAnyOrder("loud", "new", "unseen");
        assertThat(feed.getDegradedList()).isEmpty();
        assertThat(RankingWorld.stage(feed, "source.ann").getNote())
                .isEqualTo("the user has no vector yet");
        assertThat(RankingWorld.stage(feed, "source.followed").getNote())
                .isEqualTo("the user follows nobody");
    }

    @Test
    void a_post_that_nobody_read_is_found_by_exploration_beside_those_that_everybody_reads() {
        world.trendingPosts(300);
        world.newsroom.add(Newsroom.post("unseen", "a3", "news"), 0);
        world.newsroom.freshIn(ListScope.EXPLORE, "unseen");
        FeedResponse feed = world.rank(RankingWorld.request().build());
        assertThat(RankingWorld.verdicts(feed)).containsKey("unseen");
        assertThat(RankingWorld.stage(feed, "source.explore").getCandidatesOut()).isOne();
    }

    @Test
    void the_language_wanted_reaches_the_search_and_the_filters() {
        languages();
        world.newsroom.addUser("u1", "", "anna");
        world.newsroom.trending("en");

        FeedResponse feed =
                world.rank(RankingWorld.request().context(Map.of("language", "DA")).build());

        assertThat(RankingWorld.ids(feed)).containsExactlyInAnyOrder("da", "mute");
        assertThat(RankingWorld.stage(feed, "source.ann").getCandidatesOut()).isEqualTo(2);
        assertThat(RankingWorld.stage(feed, "source.ann").getNote()).contains("pass the filter");
    }

    @Test
    void ones_own_language_is_that_of_ones_row_and_any_when_it_says_none() {
        languages();
        world.newsroom.addUser("u1", "", "anna");
        RankingRequest own = RankingWorld.request().context(Map.of("language", "own")).build();
        assertThat(RankingWorld.ids(world.rank(own))).hasSize(3);
        world.newsroom.speaks("u1", "da");
        assertThat(RankingWorld.ids(world.rank(own))).containsExactlyInAnyOrder("da", "mute");
    }

    private void languages() {
        for (String language : new String[] {"da", "en", ""}) {
            String id = language.isEmpty() ? "mute" : language;
            long created = NOON.minusSeconds(60).toEpochMilli();
            world.newsroom.add(
                    new Post(id, "a" + id, created, "", language, "t", Post.PUBLISHED, 0), 1);
            world.newsroom.readBy(id, "anna");
        }
    }

    @Test
    void a_topic_wanted_is_the_only_one() {
        world.newsroom.add(Newsroom.post("goal", "a1", "Sport"), 1);
        world.newsroom.add(Newsroom.post("vote", "a2", "politics"), 1);
        world.newsroom.fresh("goal", "vote");
        FeedResponse feed =
                world.rank(RankingWorld.request().context(Map.of("topic", "sport")).build());
        assertThat(RankingWorld.ids(feed)).containsExactly("goal");
        assertThat(RankingWorld.verdicts(feed)).containsEntry("vote", "filter.topic");
    }

    @Test
    void what_is_too_old_is_in_no_feed() {
        long old = NOON.minus(Duration.ofDays(31)).toEpochMilli();
        world.newsroom.add(Newsroom.post("new", "a1", "news"), 1);
        world.newsroom.add(new Post("old", "a1", old, "", "", "", Post.PUBLISHED, 0), 1);
        world.newsroom.fresh("new", "old");
        FeedResponse feed = world.rank(RankingWorld.request().build());
        assertThat(RankingWorld.ids(feed)).containsExactly("new");
        assertThat(RankingWorld.verdicts(feed)).containsEntry("old", "filter.age");
    }

    @Test
    void a_user_of_another_vector_space_never_meets_the_posts_and_the_trail_says_so() {
        world.newsroom.add(Newsroom.post("near", "a1", "news"), 1);
        world.newsroom.readBy("near", "anna");
        world.newsroom.fresh("near");
        world.newsroom.moves("u1", "reader-v2");

        RankedFeed ranked =
                world.executor().rank(RankingWorld.request().build(), RankingWorld.none());
        FeedResponse feed = ranked.snapshot();

        assertThat(RankingWorld.item(feed, "near").getSourcesList()).containsExactly("fresh");
        assertThat(feed.getDegradedList()).containsExactly("vectors");
        assertThat(RankingWorld.stage(feed, "source.ann").getNote())
                .isEqualTo("the user's vector is of space reader-v2, the index of reader-v1");
        var log = ranked.log().orElseThrow();
        int similarity = log.getColumnsList().indexOf("user_post_similarity");
        assertThat(log.getRows(0).getFeatures(similarity)).isZero();
    }

    @Test
    void a_user_who_moved_is_searched_for_in_the_new_space_while_others_are_in_the_old() {
        world.newsroom.add(Newsroom.post("near", "a1", "news"), 1);
        world.newsroom.readBy("near", "anna");
        world.newsroom.fresh("near");
        world.index.tick();
        world.newsroom.readBy("near", "reader-v2", VectorSpace.ofReader("anna"));
        world.newsroom.moves("u1", "reader-v2");
        FeedResponse building = world.rank(RankingWorld.request().context(Map.of()).build());
        assertThat(RankingWorld.stage(building, "source.ann").getNote())
                .isEqualTo("the index of space reader-v2 is being built, reader-v1 serves");

        world.index.caughtUp();
        world.index.tick();
        FeedResponse moved = world.rank(RankingWorld.request().context(Map.of()).build());
        assertThat(RankingWorld.item(moved, "near").getSourcesList()).contains("ann");
        assertThat(moved.getDegradedList()).isEmpty();

        world.newsroom.moves("u1", "reader-v1");
        FeedResponse old = world.rank(RankingWorld.request().context(Map.of()).build());
        assertThat(RankingWorld.item(old, "near").getSourcesList()).contains("ann");
        assertThat(old.getDegradedList()).isEmpty();
    }
}

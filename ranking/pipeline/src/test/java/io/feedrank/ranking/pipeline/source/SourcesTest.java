package io.feedrank.ranking.pipeline.source;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.online.ListScope;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.state.Signal;
import io.feedrank.feature.state.UserFeatures;
import io.feedrank.feature.state.VectorSpace;
import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.Newsroom;
import io.feedrank.ranking.pipeline.embedding.LiveIndex;
import io.feedrank.ranking.pipeline.embedding.LocalPostVectors;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.user.UserReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SourcesTest {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final LiveIndex index = Newsroom.index();
    private final LocalPostVectors vectors = new LocalPostVectors(index);
    private final KeptLists lists = new KeptLists(store);
    private final Newsroom newsroom = new Newsroom(store, index);
    private RetrievalFilter filter = RetrievalFilter.alive(NOON);
    private String requestId = "r1";

    @Test
    void ann_proposes_the_posts_closest_to_the_user_and_none_without_a_vector() {
        newsroom.readBy("mine", "anna");
        newsroom.readBy("theirs", "bert");
        newsroom.addUser("u1", "sport", "anna");
        AnnSource source = new AnnSource(vectors, 1);
        assertThat(proposed(source, "u1")).containsExactly("mine");
        Proposal none = source.propose(request("nobody"));
        assertThat(none.postIds()).isEmpty();
        assertThat(none.note()).isEqualTo("the user has no vector yet");
    }

    @Test
    void ann_finds_as_many_as_it_should_among_those_that_may_be_served() {
        newsroom.addUser("u1", "sport", "anna");
        for (int i = 0; i < 200; i++) {
            String id = "p" + i;
            String language = i % 10 == 0 ? "da" : "en";
            newsroom.add(
                    new Post(
                            id,
                            "a" + i % 3,
                            NOON.minusSeconds(i).toEpochMilli(),
                            "",
                            language,
                            i % 20 == 0 ? "sport" : "news",
                            Post.PUBLISHED,
                            0),
                    0);
            newsroom.readBy(id, "anna");
        }
        filter =
                new RetrievalFilter(
                        "DA", "Sport", Set.of("a1"), Set.of("p0"), NOON.minusSeconds(170), NOON);
        // Every tenth is Danish, every twentieth about sport: 0, 20 … 160; of those 40, 100, 160
        // are of a1 and 0 was seen.
        assertThat(proposed(new AnnSource(vectors, 100), "u1"))
                .containsExactlyInAnyOrder("p20", "p60", "p80", "p120", "p140", "p0")
                .endsWith("p0");
    }

    @Test
    void similar_posts_are_those_beside_each_post_read_last() {
        UserFeatures user = UserFeatures.empty();
        user.add(Signal.CLICK, NOON, "read-1", "", null);
        user.add(Signal.CLICK, NOON, "read-2", "", null);
        user.add(Signal.IMPRESSION, NOON, "shown", "", null);
        newsroom.put("u1", user);
        newsroom.readBy("read-1", "anna");
        newsroom.readBy("read-2", "bert");
        newsroom.readBy("like-1", "anna");
        newsroom.readBy("like-2", "bert");
        newsroom.readBy("other", "carl");
        SimilarSource source = new SimilarSource(vectors, 2);
        assertThat(proposed(source, "u1")).containsExactly("like-2", "like-1");
        assertThat(source.propose(request("nobody")).note()).isEqualTo("the user read nothing yet");
    }

    @Test
    void followed_authors_posts_come_newest_first_in_one_round_trip() {
        newsroom.follows("u1", "a1", "a2", "silent");
        newsroom.authorPosts("a1", "a1-new", "a1-old");
        newsroom.authorPosts("a2", "a2-new", "a2-mid", "a2-old");
        SourceRequest request = request("u1");
        int before = store.reads().size();
        assertThat(new FollowedAuthorsSource(store, 3).propose(request).postIds())
                .containsExactly("a2-new", "a1-new", "a2-mid");
        assertThat(store.reads()).hasSize(before + 1);
    }

    @Test
    void who_follows_nobody_costs_no_round_trip() {
        SourceRequest request = request("u1");
        int before = store.reads().size();
        assertThat(new FollowedAuthorsSource(store, 3).propose(request).postIds()).isEmpty();
        assertThat(store.reads()).hasSize(before);
    }

    @Test
    void of_many_followed_authors_the_ones_followed_last_are_read() {
        String[] authors = new String[FollowedAuthorsSource.MOST_AUTHORS + 5];
        for (int i = 0; i < authors.length; i++) {
            authors[i] = "a" + i;
        }
        newsroom.follows("u1", authors);
        new FollowedAuthorsSource(store, 3).propose(request("u1"));
        assertThat(store.reads().get(store.reads().size() - 1))
                .hasSize(FollowedAuthorsSource.MOST_AUTHORS)
                .extracting(OnlineKey::entity)
                .startsWith("a5");
    }

    @Test
    void trending_and_fresh_are_cut_to_size() {
        newsroom.trending("t1", "t2", "t3");
        newsroom.fresh("f1", "f2", "f3");
        assertThat(proposed(trending(2), "u1")).containsExactly("t1", "t2");
        assertThat(proposed(new FreshSource(lists, 2), "u1")).containsExactly("f1", "f2");
    }

    @Test
    void what_nobody_clicked_within_the_window_is_no_trend() {
        newsroom.trending("t1");
        assertThat(proposed(trending(9), "u1")).containsExactly("t1");
        // A thousand clicks are as good as none after ten half-lives and the window.
        Instant later = NOON.plus(Duration.ofHours(24 + 10 * 6));
        filter = RetrievalFilter.alive(later);
        assertThat(proposed(trending(9), "u1")).isEmpty();
    }

    @Test
    void trends_are_of_the_language_wanted_or_of_none_and_take_turns_with_those_of_ones_topics() {
        newsroom.trending("all");
        newsroom.trendingIn(ListScope.language("DA"), "da-1", "da-2");
        newsroom.trendingIn(ListScope.language(""), "mute");
        newsroom.trendingIn(ListScope.topic("Sport"), "sport-1", "sport-2");
        newsroom.addUser("u1", "sport", "anna");
        filter = language("da");
        assertThat(proposed(trending(9), "u1"))
                .containsExactly("da-1", "sport-1", "mute", "sport-2", "da-2");
        assertThat(proposed(trending(9), "nobody")).containsExactly("da-1", "mute", "da-2");
        filter = new RetrievalFilter("da", "sport", Set.of(), Set.of(), Instant.EPOCH, NOON);
        assertThat(proposed(trending(9), "nobody")).containsExactly("sport-1", "sport-2");
    }

    @Test
    void fresh_and_unexplored_posts_are_of_the_language_wanted_or_of_none() {
        newsroom.fresh("all");
        newsroom.freshIn(ListScope.language("da"), "da");
        newsroom.freshIn(ListScope.exploreIn("da"), "da-unseen");
        newsroom.freshIn(ListScope.exploreIn(""), "mute-unseen");
        newsroom.freshIn(ListScope.EXPLORE, "en-unseen");
        filter = language("da");
        assertThat(proposed(new FreshSource(lists, 9), "u1")).containsExactly("da");
        assertThat(proposed(new ExploreSource(lists, 9), "u1"))
                .containsExactlyInAnyOrder("da-unseen", "mute-unseen");
    }

    @Test
    void unexplored_posts_all_get_about_the_same_share_of_requests() {
        String[] posts = new String[40];
        for (int i = 0; i < posts.length; i++) {
            posts[i] = "new-" + i;
        }
        newsroom.freshIn(ListScope.EXPLORE, posts);
        ExploreSource source = new ExploreSource(lists, 10);
        Map<String, Integer> shown = new HashMap<>();
        for (int i = 0; i < 2_000; i++) {
            requestId = "request-" + i * 7919;
            List<String> drawn = proposed(source, "u1");
            assertThat(drawn).hasSize(10);
            drawn.forEach(post -> shown.merge(post, 1, Integer::sum));
        }
        assertThat(shown).hasSize(40);
        assertThat(shown.values())
                .as("2,000 requests draw 10 of 40: 500 each")
                .allMatch(times -> times > 350 && times < 650);
        List<String> once = proposed(source, "u1");
        assertThat(proposed(source, "u1")).as("the same request").isEqualTo(once);
    }

    @Test
    void lists_are_read_again_after_a_second_at_most() {
        List<Long> nanos = new ArrayList<>(List.of(0L));
        KeptLists kept = new KeptLists(store, () -> nanos.get(0));
        FreshSource source = new FreshSource(kept, 9);
        newsroom.fresh("f1");
        assertThat(proposed(source, "u1")).hasSize(1);
        newsroom.fresh("f1", "f2");
        nanos.set(0, Duration.ofMillis(500).toNanos());
        assertThat(proposed(source, "u1")).hasSize(1);
        nanos.set(0, Duration.ofMillis(1_100).toNanos());
        assertThat(proposed(source, "u1")).hasSize(2);
    }

    private TrendingSource trending(int most) {
        return new TrendingSource(lists, Duration.ofHours(24), most);
    }

    private static RetrievalFilter language(String language) {
        return new RetrievalFilter(language, "", Set.of(), Set.of(), Instant.EPOCH, NOON);
    }

    private List<String> proposed(CandidateSource source, String userId) {
        return source.propose(request(userId)).postIds();
    }

    private SourceRequest request(String userId) {
        return new SourceRequest(
                new UserReader(store).read(userId),
                VectorSpace.NAME,
                "",
                filter,
                Set.of(),
                new SourceRequest.Moment(requestId, filter.asOf(), Instant.MAX));
    }
}

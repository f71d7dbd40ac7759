package io.feedrank.ranking.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.ranking.index.ExactVectorIndex;
import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.Newsroom;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.user.UserContext;
import io.feedrank.ranking.pipeline.user.UserReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SourcesTest {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final ExactVectorIndex index = new ExactVectorIndex(64);
    private final Newsroom newsroom = new Newsroom(store, index);

    @Test
    void ann_proposes_the_posts_closest_to_the_user_and_none_without_a_vector() {
        newsroom.readBy("mine", "anna");
        newsroom.readBy("theirs", "bert");
        newsroom.addUser("u1", "sport", "anna");
        AnnSource source = new AnnSource(index, 1);
        assertThat(source.propose(user("u1"))).containsExactly("mine");
        assertThat(source.propose(user("nobody"))).isEmpty();
    }

    @Test
    void followed_authors_posts_come_newest_first_in_one_round_trip() {
        newsroom.follows("u1", "a1", "a2", "silent");
        newsroom.authorPosts("a1", "a1-new", "a1-old");
        newsroom.authorPosts("a2", "a2-new", "a2-mid", "a2-old");
        UserContext user = user("u1");
        int before = store.reads().size();
        assertThat(new FollowedAuthorsSource(store, 3).propose(user))
                .containsExactly("a2-new", "a1-new", "a2-mid");
        assertThat(store.reads()).hasSize(before + 1);
    }

    @Test
    void who_follows_nobody_costs_no_round_trip() {
        UserContext user = user("u1");
        int before = store.reads().size();
        assertThat(new FollowedAuthorsSource(store, 3).propose(user)).isEmpty();
        assertThat(store.reads()).hasSize(before);
    }

    @Test
    void of_many_followed_authors_the_ones_followed_last_are_read() {
        String[] authors = new String[FollowedAuthorsSource.MOST_AUTHORS + 5];
        for (int i = 0; i < authors.length; i++) {
            authors[i] = "a" + i;
        }
        newsroom.follows("u1", authors);
        new FollowedAuthorsSource(store, 3).propose(user("u1"));
        assertThat(store.reads().get(store.reads().size() - 1))
                .hasSize(FollowedAuthorsSource.MOST_AUTHORS)
                .extracting(key -> key.entity())
                .startsWith("a5");
    }

    @Test
    void trending_and_fresh_are_cut_to_size() {
        newsroom.trending("t1", "t2", "t3");
        newsroom.fresh("f1", "f2", "f3");
        assertThat(new TrendingSource(2).propose(user("u1"))).containsExactly("t1", "t2");
        assertThat(new FreshSource(2).propose(user("u1"))).containsExactly("f1", "f2");
    }

    @Test
    void merging_keeps_each_post_once_with_all_its_sources_and_takes_turns() {
        Map<String, List<String>> proposals = new LinkedHashMap<>();
        proposals.put("ann", List.of("p1", "p2", "p3"));
        proposals.put("trending", List.of("p9", "p1", "p8"));
        assertThat(CandidateMerger.merge(proposals, 4))
                .containsExactly(
                        new Candidate("p1", List.of("ann", "trending")),
                        new Candidate("p9", List.of("trending")),
                        new Candidate("p2", List.of("ann")),
                        new Candidate("p3", List.of("ann")));
        assertThat(CandidateMerger.merge(Map.of(), 4)).isEmpty();
    }

    private UserContext user(String userId) {
        return new UserReader(store).read(userId, true);
    }
}

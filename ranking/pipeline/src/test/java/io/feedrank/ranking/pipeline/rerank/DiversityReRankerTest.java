package io.feedrank.ranking.pipeline.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.PostStats;
import io.feedrank.ranking.pipeline.Newsroom;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.candidate.ReadValues;
import io.feedrank.ranking.pipeline.candidate.ScoredCandidate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiversityReRankerTest {
    private static final float[] NONE = null;

    @Test
    void without_vectors_and_caps_the_order_of_the_scores_stays() {
        List<ScoredCandidate> best = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            best.add(candidate("p" + i, "a" + i, "t" + i, 1 - 0.1 * i, NONE));
        }
        assertThat(ids(rerank(DiversityConfig.DEFAULT, best, 4)))
                .containsExactly("p0", "p1", "p2", "p3");
    }

    @Test
    void an_author_has_at_most_two_posts_in_a_row_and_five_on_a_page() {
        List<ScoredCandidate> best = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            best.add(candidate("loud" + i, "loud", "t" + i, 2 - 0.01 * i, NONE));
        }
        for (int i = 0; i < 12; i++) {
            best.add(candidate("quiet" + i, "quiet" + i, "t" + i, 0.5 - 0.01 * i, NONE));
        }
        List<String> ids = ids(rerank(DiversityConfig.DEFAULT, best, 10));
        assertThat(ids.subList(0, 4)).containsExactly("loud0", "loud1", "quiet0", "loud2");
        assertThat(ids.stream().filter(id -> id.startsWith("loud"))).hasSize(5);
    }

    @Test
    void caps_give_way_when_there_is_nobody_else() {
        List<ScoredCandidate> best = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            best.add(candidate("p" + i, "only", "t", 1 - 0.1 * i, NONE));
        }
        assertThat(rerank(DiversityConfig.DEFAULT, best, 8)).hasSize(8);
    }

    @Test
    void an_unknown_author_is_never_capped() {
        List<ScoredCandidate> best = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            best.add(candidate("p" + i, "", "", 1 - 0.1 * i, NONE));
        }
        best.add(candidate("known", "a", "t", 0.1, NONE));
        assertThat(ids(rerank(DiversityConfig.DEFAULT, best, 8)).get(7)).isEqualTo("p7");
    }

    @Test
    void of_two_that_are_alike_the_second_waits_behind_one_that_is_different() {
        float[] north = {0, 1};
        float[] east = {1, 0};
        List<ScoredCandidate> best =
                List.of(
                        candidate("first", "a1", "t1", 1.0, north),
                        candidate("alike", "a2", "t2", 0.95, north),
                        candidate("other", "a3", "t3", 0.9, east),
                        candidate("last", "a4", "t4", 0.0, east));
        assertThat(ids(rerank(DiversityConfig.DEFAULT, best, 3)))
                .containsExactly("first", "other", "alike");
    }

    @Test
    void what_is_not_a_number_comes_last_whatever_the_caps_say() {
        DiversityConfig onlyVariety =
                new DiversityConfig(
                        0, new DiversityConfig.Cap(1, 1), new DiversityConfig.Cap(1, 1));
        List<ScoredCandidate> best =
                List.of(
                        candidate("p0", "a", "t", 1, NONE),
                        candidate("p1", "a", "t", 0.9, NONE),
                        candidate("nan", "b", "u", Double.NaN, NONE));
        assertThat(ids(rerank(onlyVariety, best, 3))).containsExactly("p0", "p1", "nan");
    }

    @Test
    void an_impossible_weight_is_refused() {
        assertThatThrownBy(
                        () ->
                                new DiversityConfig(
                                        1.5,
                                        DiversityConfig.DEFAULT.author(),
                                        DiversityConfig.DEFAULT.topic()))
                .hasMessageContaining("lambda: got 1.5");
        assertThatThrownBy(() -> new DiversityConfig.Cap(0, 5))
                .hasMessageContaining("got 0 in a row");
    }

    private static List<ScoredCandidate> rerank(
            DiversityConfig config, List<ScoredCandidate> best, int size) {
        return new DiversityReRanker(config).rerank(best, size, 10);
    }

    private static ScoredCandidate candidate(
            String id, String author, String topic, double score, float[] vector) {
        Post post = Newsroom.post(id, author, topic);
        return new ScoredCandidate(
                new HydratedCandidate(
                        new Candidate(id, List.of("test")),
                        post,
                        new PostFeatures(PostStats.empty(), post.createdAtMs()),
                        new PostIdentity(id, topic, vector),
                        ReadValues.NOTHING),
                0,
                score);
    }

    private static List<String> ids(List<ScoredCandidate> candidates) {
        return candidates.stream().map(ScoredCandidate::postId).toList();
    }
}

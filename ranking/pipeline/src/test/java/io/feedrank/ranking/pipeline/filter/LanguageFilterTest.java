package io.feedrank.ranking.pipeline.filter;

import static io.feedrank.ranking.pipeline.Newsroom.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.PostFeatures;
import io.feedrank.feature.catalog.PostIdentity;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.PostStats;
import io.feedrank.ranking.pipeline.InMemoryOnlineStore;
import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import io.feedrank.ranking.pipeline.candidate.ReadValues;
import io.feedrank.ranking.pipeline.retrieval.RetrievalFilter;
import io.feedrank.ranking.pipeline.user.UserReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LanguageFilterTest {
    private final List<HydratedCandidate> candidates =
            List.of(candidate("p1", "da"), candidate("p2", "en"), candidate("p3", ""));

    @Test
    void only_posts_in_the_readers_language_or_of_none_pass() {
        FilterResult result = new LanguageFilter().apply(candidates, context("DA"));
        assertThat(result.kept()).extracting(HydratedCandidate::postId).containsExactly("p1", "p3");
        assertThat(result.removed())
                .extracting(FilterResult.Removed::reason)
                .containsExactly("language en");
    }

    @Test
    void all_pass_when_the_readers_language_is_unknown() {
        FilterResult result = new LanguageFilter().apply(candidates, context(""));
        assertThat(result.kept()).hasSize(3);
    }

    private static FilterContext context(String language) {
        return new FilterContext(
                new UserReader(new InMemoryOnlineStore()).read("u1"),
                NOON,
                Map.of(),
                new RetrievalFilter(language, "", Set.of(), Set.of(), Instant.EPOCH, NOON),
                10);
    }

    private static HydratedCandidate candidate(String id, String language) {
        Post post = new Post(id, "a", 1, "", language, "t", Post.PUBLISHED, 0);
        return new HydratedCandidate(
                new Candidate(id, List.of()),
                post,
                new PostFeatures(PostStats.empty(), 1),
                new PostIdentity(id, "t", null),
                ReadValues.NOTHING);
    }
}

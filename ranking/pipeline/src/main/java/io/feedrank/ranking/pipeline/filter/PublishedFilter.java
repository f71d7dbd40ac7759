package io.feedrank.ranking.pipeline.filter;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/** Posts that are published: no drafts, nothing that was removed. */
public final class PublishedFilter implements CandidateFilter {
    @Override
    public String name() {
        return "published";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        return FilterResult.split(
                candidates,
                candidate ->
                        candidate.post().status().equals(Post.PUBLISHED)
                                ? null
                                : "status " + candidate.post().status());
    }
}

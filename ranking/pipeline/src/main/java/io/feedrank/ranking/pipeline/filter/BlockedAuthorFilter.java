package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/** Nothing of authors whom the user blocked. */
public final class BlockedAuthorFilter implements CandidateFilter {
    @Override
    public String name() {
        return "blocked";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        return FilterResult.split(
                candidates,
                candidate ->
                        context.user().blocks().contains(candidate.post().authorId())
                                ? "author blocked"
                                : null);
    }
}

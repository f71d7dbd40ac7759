package io.feedrank.ranking.pipeline.filter;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/** Nothing past its time. */
public final class ExpiredFilter implements CandidateFilter {
    @Override
    public String name() {
        return "expired";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        long now = context.asOf().toEpochMilli();
        return FilterResult.split(
                candidates, candidate -> isExpired(candidate.post(), now) ? "expired" : null);
    }

    private static boolean isExpired(Post post, long now) {
        return post.expiresAtMs() > 0 && post.expiresAtMs() <= now;
    }
}

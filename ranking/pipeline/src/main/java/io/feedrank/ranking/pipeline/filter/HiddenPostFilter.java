package io.feedrank.ranking.pipeline.filter;

import io.feedrank.feature.state.Signal;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/** Nothing that the user hid or reported. */
public final class HiddenPostFilter implements CandidateFilter {
    @Override
    public String name() {
        return "hidden";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        return FilterResult.split(
                candidates,
                candidate ->
                        context.user().features().posts().count(candidate.postId(), Signal.HIDE) > 0
                                ? "hidden by the user"
                                : null);
    }
}

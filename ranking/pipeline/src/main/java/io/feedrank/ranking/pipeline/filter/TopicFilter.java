package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/** Only posts on the topic wanted, when one is. */
public final class TopicFilter implements CandidateFilter {
    @Override
    public String name() {
        return "topic";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        String wanted = context.rules().topic();
        if (wanted.isEmpty()) {
            return new FilterResult(candidates, List.of());
        }
        return FilterResult.split(
                candidates,
                candidate ->
                        candidate.post().topic().equalsIgnoreCase(wanted)
                                ? null
                                : "topic " + candidate.post().topic());
    }
}

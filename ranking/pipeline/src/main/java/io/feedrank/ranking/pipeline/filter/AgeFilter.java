package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.time.Instant;
import java.util.List;

/** Nothing older than a feed goes back, to the second. */
public final class AgeFilter implements CandidateFilter {
    @Override
    public String name() {
        return "age";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        Instant from = context.rules().createdFrom();
        if (!from.isAfter(Instant.EPOCH)) {
            return new FilterResult(candidates, List.of());
        }
        long earliest = from.getEpochSecond();
        return FilterResult.split(
                candidates,
                candidate ->
                        Math.floorDiv(candidate.post().createdAtMs(), 1_000L) >= earliest
                                ? null
                                : "too old");
    }
}

package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/** Only posts in the language wanted, when one is; a post of unknown language passes. */
public final class LanguageFilter implements CandidateFilter {
    @Override
    public String name() {
        return "language";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        String wanted = context.rules().language();
        if (wanted.isEmpty()) {
            return new FilterResult(candidates, List.of());
        }
        return FilterResult.split(
                candidates,
                candidate -> {
                    String language = candidate.post().language();
                    return language.isEmpty() || language.equalsIgnoreCase(wanted)
                            ? null
                            : "language " + language;
                });
    }
}

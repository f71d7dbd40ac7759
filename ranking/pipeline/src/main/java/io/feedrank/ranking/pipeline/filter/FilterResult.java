package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a filter kept and what it removed. */
public record FilterResult(List<HydratedCandidate> kept, List<Removed> removed) {
    /** A candidate that was taken out, and why. */
    public record Removed(HydratedCandidate candidate, String reason) {}

    /** Removes each candidate for which {@code reason} gives one. */
    public static FilterResult split(
            List<HydratedCandidate> candidates,
            Function<HydratedCandidate, @Nullable String> reason) {
        List<HydratedCandidate> kept = new ArrayList<>(candidates.size());
        List<Removed> removed = new ArrayList<>();
        for (HydratedCandidate candidate : candidates) {
            String why = reason.apply(candidate);
            if (why == null) {
                kept.add(candidate);
            } else {
                removed.add(new Removed(candidate, why));
            }
        }
        return new FilterResult(kept, removed);
    }
}

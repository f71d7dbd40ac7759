package io.feedrank.ranking.pipeline.filter;

import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nothing that was served a short while ago; but rather that than a feed that is too short. Then
 * those served longest ago come back, marked. Belongs last, when it is known what else survives.
 */
public final class SeenFilter implements CandidateFilter {
    /** The mark of what came back. */
    public static final String SEEN_AGAIN = "seen-again";

    @Override
    public String name() {
        return "seen";
    }

    @Override
    public FilterResult apply(List<HydratedCandidate> candidates, FilterContext context) {
        Map<String, Instant> seen = context.seen();
        List<HydratedCandidate> again =
                candidates.stream()
                        .filter(candidate -> seen.containsKey(candidate.postId()))
                        .toList();
        int unseen = candidates.size() - again.size();
        Set<String> readmitted = new HashSet<>();
        again.stream()
                .sorted(
                        Comparator.comparing(
                                candidate -> seen.getOrDefault(candidate.postId(), Instant.EPOCH)))
                .limit(Math.max(0, context.wanted() - unseen))
                .forEach(candidate -> readmitted.add(candidate.postId()));
        FilterResult split =
                FilterResult.split(
                        candidates,
                        candidate ->
                                seen.containsKey(candidate.postId())
                                                && !readmitted.contains(candidate.postId())
                                        ? "served a short while ago"
                                        : null);
        return new FilterResult(
                split.kept().stream()
                        .map(
                                candidate ->
                                        readmitted.contains(candidate.postId())
                                                ? candidate.markedAs(SEEN_AGAIN)
                                                : candidate)
                        .toList(),
                split.removed());
    }
}

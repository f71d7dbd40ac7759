package io.feedrank.ranking.pipeline.source;

import io.feedrank.ranking.pipeline.candidate.Candidate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes one list of what several sources proposed. */
public final class CandidateMerger {
    private CandidateMerger() {}

    /**
     * One candidate a post, with all the sources that proposed it. The sources take turns, so that
     * when there are too many each loses its last.
     *
     * @param proposals post ids, best first, by source in the order in which they were asked
     * @param most candidates returned
     */
    public static List<Candidate> merge(Map<String, List<String>> proposals, int most) {
        Map<String, List<String>> sourcesByPost = new LinkedHashMap<>();
        int longest = proposals.values().stream().mapToInt(List::size).max().orElse(0);
        for (int rank = 0; rank < longest; rank++) {
            for (Map.Entry<String, List<String>> proposal : proposals.entrySet()) {
                if (rank < proposal.getValue().size()) {
                    String postId = proposal.getValue().get(rank);
                    List<String> sources =
                            sourcesByPost.computeIfAbsent(postId, id -> new ArrayList<>(2));
                    if (!sources.contains(proposal.getKey())) {
                        sources.add(proposal.getKey());
                    }
                }
            }
        }
        List<String> order = List.copyOf(proposals.keySet());
        return sourcesByPost.entrySet().stream()
                .limit(most)
                .map(
                        entry ->
                                new Candidate(
                                        entry.getKey(),
                                        order.stream().filter(entry.getValue()::contains).toList()))
                .toList();
    }
}

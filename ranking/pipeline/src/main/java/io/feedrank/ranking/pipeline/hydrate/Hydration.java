package io.feedrank.ranking.pipeline.hydrate;

import io.feedrank.ranking.pipeline.candidate.Candidate;
import io.feedrank.ranking.pipeline.candidate.HydratedCandidate;
import java.util.List;

/**
 * What round trips 2 and 3 brought.
 *
 * @param hydrated in the order of the candidates
 * @param missing candidates of whose post nothing usable is known
 * @param withoutVectors why posts have no vectors; empty when they were read
 * @param withoutItems why nothing is known of authors and topics; empty when they were read
 */
public record Hydration(
        List<HydratedCandidate> hydrated,
        List<Missing> missing,
        String withoutVectors,
        String withoutItems) {
    /** A candidate that is dropped, and why. */
    public record Missing(Candidate candidate, String reason) {}
}

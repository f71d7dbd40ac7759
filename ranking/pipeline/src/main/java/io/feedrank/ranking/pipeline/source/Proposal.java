package io.feedrank.ranking.pipeline.source;

import java.util.List;

/**
 * What a source proposes.
 *
 * @param postIds best first, without duplicates
 * @param note for the trail; empty when there is nothing to say
 * @param partial whether a part of what the source reads did not answer
 */
public record Proposal(List<String> postIds, String note, boolean partial) {
    /** All there was, and nothing to say of it. */
    public static Proposal of(List<String> postIds) {
        return new Proposal(postIds, "", false);
    }

    /** Nothing, because. */
    public static Proposal none(String why) {
        return new Proposal(List.of(), why, false);
    }
}

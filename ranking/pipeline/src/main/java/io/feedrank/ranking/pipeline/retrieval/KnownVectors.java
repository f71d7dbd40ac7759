package io.feedrank.ranking.pipeline.retrieval;

import java.util.Map;

/**
 * Vectors of posts that were asked for.
 *
 * @param byPost unit vectors of those posts that have one
 * @param missing which part of the index did not answer, so that posts may lack their vector; empty
 *     when all of it did
 */
public record KnownVectors(Map<String, float[]> byPost, String missing) {
    /** All that there are. */
    public static KnownVectors all(Map<String, float[]> byPost) {
        return new KnownVectors(byPost, "");
    }

    /** Whether a part of the index did not answer. */
    public boolean isPartial() {
        return !missing.isEmpty();
    }
}

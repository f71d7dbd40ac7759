package io.feedrank.ranking.pipeline.candidate;

import io.feedrank.feature.state.DeclaredStates;

/**
 * What is known of an author or a topic.
 *
 * @param states the declared groups
 * @param read what they were decoded from
 */
public record Item(DeclaredStates states, ReadValues read) {
    /** An author or a topic of which nothing is known. */
    public static final Item UNKNOWN = new Item(new DeclaredStates(), ReadValues.NOTHING);
}

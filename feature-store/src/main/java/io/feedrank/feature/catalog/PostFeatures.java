package io.feedrank.feature.catalog;

import io.feedrank.feature.aggregate.TiledCounts;
import io.feedrank.feature.state.DeclaredStates;

/**
 * What post features are computed from. Compared by identity of its states.
 *
 * @param createdAtMs epoch milliseconds
 * @param declared the declared groups of the post
 */
public record PostFeatures(TiledCounts stats, long createdAtMs, DeclaredStates declared) {
    private static final DeclaredStates NONE = new DeclaredStates();

    /** A post of which no declared group is known. */
    public PostFeatures(TiledCounts stats, long createdAtMs) {
        this(stats, createdAtMs, NONE);
    }
}

package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.TileLadder;
import io.feedrank.feature.aggregate.TiledCounts;

/** Group {@code post_stats}: what happened to a post, by {@link Signal}. */
public final class PostStats {
    public static final Codec<TiledCounts> CODEC = TiledCounts.codec(TileLadder.FINE, Signal.COUNT);

    private PostStats() {}

    /** The state of a post that nothing happened to. */
    public static TiledCounts empty() {
        return new TiledCounts(TileLadder.FINE, Signal.COUNT);
    }
}

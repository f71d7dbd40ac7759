package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.TileLadder;
import io.feedrank.feature.aggregate.TiledCounts;

/** Group {@code user_activity}: what a user did, by {@link Signal}. */
public final class UserActivity {
    public static final Codec<TiledCounts> CODEC =
            TiledCounts.codec(TileLadder.COARSE, Signal.COUNT);

    private UserActivity() {}

    /** The state of a user who did nothing. */
    public static TiledCounts empty() {
        return new TiledCounts(TileLadder.COARSE, Signal.COUNT);
    }
}

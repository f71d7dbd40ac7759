package io.feedrank.jobs.record;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/**
 * Time to live of state: counted from the last write, and expired entries leave one by one as
 * others are used.
 */
public final class StateLife {
    /**
     * Of what is kept of an entity: longer than its value in the online store lives, so that no
     * version starts anew below it.
     */
    public static final Duration ENTITY = Duration.ofDays(31);

    /**
     * Of the last value of what is gone, where the group's values have no end: until then nothing
     * names it any more, and its state, which knows the version, is still there.
     */
    public static final Duration LAST_VALUE = Duration.ofDays(30);

    private StateLife() {}

    public static StateTtlConfig of(Duration duration) {
        return StateTtlConfig.newBuilder(duration)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .cleanupIncrementally(1, false)
                .build();
    }
}

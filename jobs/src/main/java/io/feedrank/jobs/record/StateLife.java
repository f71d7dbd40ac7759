package io.feedrank.jobs.record;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;

/**
 * Time to live of state: counted from the last write, and expired entries leave with the next full
 * snapshot or as they are met.
 */
public final class StateLife {
    /** Of what is kept of an entity. */
    public static final Duration ENTITY = Duration.ofDays(30);

    private StateLife() {}

    public static StateTtlConfig of(Duration duration) {
        return StateTtlConfig.newBuilder(duration)
                .setUpdateType(StateTtlConfig.UpdateType.OnCreateAndWrite)
                .setStateVisibility(StateTtlConfig.StateVisibility.NeverReturnExpired)
                .build();
    }
}

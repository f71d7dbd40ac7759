package io.feedrank.jobs.intake;

import io.feedrank.jobs.record.StateLife;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * When the state of a post was used last: {@link StateLife#ENTITY} later, in processing time, its
 * life is over. One timer a post, which is put off when it fires too early; use is noted by the
 * hour, so that most touches only read.
 */
final class PostLifetime {
    private static final long LIFE_MS = StateLife.ENTITY.toMillis();
    private static final long STEP_MS = Duration.ofHours(1).toMillis();

    private final ValueState<Long> ends;

    private PostLifetime(ValueState<Long> ends) {
        this.ends = ends;
    }

    // Without a time to live: it would end before the timer that clears it.
    static PostLifetime open(RuntimeContext context) {
        return new PostLifetime(
                context.getState(new ValueStateDescriptor<>("life-ends", Types.LONG)));
    }

    /** The state is used now. */
    void used(TimerService timers) throws IOException {
        long end = ((timers.currentProcessingTime() + LIFE_MS) / STEP_MS + 1) * STEP_MS;
        Long before = ends.value();
        if (before == null) {
            timers.registerProcessingTimeTimer(end);
        }
        if (before == null || before != end) {
            ends.update(end);
        }
    }

    /** True once, when a timer in processing time fires after the end. */
    boolean over(long timestamp, TimerService timers) throws IOException {
        Long end = ends.value();
        if (end == null) {
            return false;
        }
        if (end <= timestamp) {
            ends.clear();
            return true;
        }
        if (timestamp % STEP_MS == 0) {
            timers.registerProcessingTimeTimer(end);
        }
        return false;
    }
}

package io.feedrank.jobs.online;

import io.feedrank.jobs.record.StateLife;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * Gathers the updates of one key: the first one sets a timer at the next multiple of {@code step}
 * in processing time, and what is written then holds all of them.
 */
final class Gathering {
    private final ValueState<Long> at;
    private final long stepMs;

    private Gathering(ValueState<Long> at, long stepMs) {
        this.at = at;
        this.stepMs = stepMs;
    }

    /** One that keeps its timer under {@code name}. */
    static Gathering open(String name, Duration step, RuntimeContext context) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>(name, Types.LONG);
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        return new Gathering(context.getState(descriptor), step.toMillis());
    }

    /** Something changed. */
    void changed(TimerService timers) throws IOException {
        if (at.value() == null) {
            long next = (timers.currentProcessingTime() / stepMs + 1) * stepMs;
            at.update(next);
            timers.registerProcessingTimeTimer(next);
        }
    }

    /** Nothing is to be written. */
    void forget(TimerService timers) throws IOException {
        Long next = at.value();
        if (next != null) {
            timers.deleteProcessingTimeTimer(next);
            at.clear();
        }
    }

    /**
     * True when the timer that fires at {@code timestamp} is this one's; what was gathered is to be
     * written now.
     */
    boolean due(long timestamp) throws IOException {
        Long next = at.value();
        if (next == null || next > timestamp) {
            return false;
        }
        at.clear();
        return true;
    }
}

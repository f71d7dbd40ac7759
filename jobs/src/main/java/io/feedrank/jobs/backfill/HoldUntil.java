package io.feedrank.jobs.backfill;

import java.time.Instant;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by what a record replaces: keeps the last one of each key until event time is there, then
 * lets all of them go, and what comes after at once. So nobody sees values that history has not
 * filled yet.
 */
final class HoldUntil<T> extends KeyedProcessFunction<String, T, T> {
    private static final long serialVersionUID = 1L;

    private final long untilMs;
    private final TypeInformation<T> type;
    private transient @Nullable ValueState<T> held;

    HoldUntil(Instant until, TypeInformation<T> type) {
        this.untilMs = until.toEpochMilli();
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        // No time to live: it is empty once the time is there.
        held = getRuntimeContext().getState(new ValueStateDescriptor<>("held", type));
    }

    @Override
    public void processElement(T record, Context context, Collector<T> out) throws Exception {
        if (context.timerService().currentWatermark() >= untilMs) {
            // A restored job starts without a watermark, so there may be an older one.
            Objects.requireNonNull(held).clear();
            out.collect(record);
            return;
        }
        Objects.requireNonNull(held).update(record);
        context.timerService().registerEventTimeTimer(untilMs);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<T> out) throws Exception {
        ValueState<T> state = Objects.requireNonNull(held);
        T record = state.value();
        state.clear();
        if (record != null) {
            out.collect(record);
        }
    }
}

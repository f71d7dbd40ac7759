package io.feedrank.jobs.backfill;

import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Keyed by event and post, bounded: lets the touches go of which the offline store has no row. */
final class NotStored extends KeyedCoProcessFunction<String, PostTouch, String, PostTouch> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ValueState<PostTouch> touch;
    private transient @Nullable ValueState<Boolean> stored;

    @Override
    public void open(OpenContext context) {
        // No time to live: a bounded run keeps the state of one key at a time.
        touch =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "touch", RecordType.POST_TOUCH.<PostTouch>info()));
        stored = getRuntimeContext().getState(new ValueStateDescriptor<>("stored", Types.BOOLEAN));
    }

    @Override
    public void processElement1(PostTouch value, Context context, Collector<PostTouch> out)
            throws Exception {
        Objects.requireNonNull(touch).update(value);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
    }

    @Override
    public void processElement2(String row, Context context, Collector<PostTouch> out)
            throws Exception {
        Objects.requireNonNull(stored).update(true);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<PostTouch> out)
            throws Exception {
        PostTouch late = Objects.requireNonNull(touch).value();
        if (late != null && Objects.requireNonNull(stored).value() == null) {
            out.collect(late);
        }
    }
}

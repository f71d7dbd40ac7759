package io.feedrank.jobs.erasure;

import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.jobs.record.Receipt;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import io.feedrank.jobs.record.Suppression;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by user: can let go of one. What asks for it comes in the same keyed stream, and is obeyed
 * only once this subtask knows that the user is suppressed: from then on it takes nothing of them,
 * whatever was under way. Who is on the list but kept is let go of at the next record of theirs.
 */
public abstract class ErasableFunction<I, O>
        extends KeyedBroadcastProcessFunction<String, I, Suppression, O> {
    private static final long serialVersionUID = 1L;

    /** Says that a user was let go of. */
    public static final OutputTag<Receipt> RECEIPTS =
            new OutputTag<>("receipts", RecordType.RECEIPT.<Receipt>info());

    static final String DROPPED = "records_of_suppressed_users";

    /** The list comes in milliseconds; one who never gets onto it was not to be erased. */
    private static final Duration LIST_WAIT = Duration.ofMinutes(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final SuppressedUsers users;
    private final ErasingOperator operator;
    private transient @Nullable ValueState<Boolean> asked;
    private transient @Nullable Counter dropped;

    /**
     * A function.
     *
     * @param operator that receipts name
     */
    protected ErasableFunction(SuppressedUsers users, ErasingOperator operator) {
        this.users = users;
        this.operator = operator;
    }

    /** Whether the record asks to let go of its user. */
    protected abstract boolean erases(I record);

    /** A record of a user that is not suppressed. */
    protected abstract void onRecord(I record, ReadOnlyContext context, Collector<O> out)
            throws Exception;

    /** A timer that the subclass registered. */
    protected abstract void onOwnTimer(long timestamp, OnTimerContext context, Collector<O> out)
            throws Exception;

    /** Clears all state and timers of the current key; whether there was any. */
    protected abstract boolean forget(TimerService timers) throws Exception;

    @Override
    public void open(OpenContext context) throws Exception {
        ValueStateDescriptor<Boolean> descriptor =
                new ValueStateDescriptor<>("erasure-asked", Types.BOOLEAN);
        descriptor.enableTimeToLive(StateLife.of(LIST_WAIT));
        asked = getRuntimeContext().getState(descriptor);
        dropped = getRuntimeContext().getMetricGroup().counter(DROPPED);
    }

    @Override
    public final void processElement(I record, ReadOnlyContext context, Collector<O> out)
            throws Exception {
        boolean suppressed = suppressed(context.getCurrentKey(), context);
        if (erases(record)) {
            if (suppressed) {
                erase(context);
            } else {
                Objects.requireNonNull(asked).update(true);
                lookAgain(context.timerService());
            }
        } else if (suppressed) {
            forget(context.timerService());
            Objects.requireNonNull(dropped).inc();
        } else {
            onRecord(record, context, out);
        }
    }

    @Override
    public final void processBroadcastElement(Suppression record, Context context, Collector<O> out)
            throws Exception {
        SuppressedUsers.take(record, context.getBroadcastState(SuppressedUsers.STATE));
    }

    @Override
    public final void onTimer(long timestamp, OnTimerContext context, Collector<O> out)
            throws Exception {
        if (Objects.requireNonNull(asked).value() != null) {
            if (suppressed(context.getCurrentKey(), context)) {
                erase(context);
                return;
            }
            lookAgain(context.timerService());
        }
        onOwnTimer(timestamp, context, out);
    }

    /** Whether nothing of this user is to be taken. */
    protected final boolean suppressed(String userId, ReadOnlyContext context) throws Exception {
        return users.hold(userId, context.getBroadcastState(SuppressedUsers.STATE));
    }

    private void erase(ReadOnlyContext context) throws Exception {
        Objects.requireNonNull(asked).clear();
        boolean had = forget(context.timerService());
        context.output(
                RECEIPTS,
                new Receipt(users.hash(context.getCurrentKey()), operator.operator(), had));
    }

    private static void lookAgain(TimerService timers) {
        timers.registerProcessingTimeTimer(timers.currentProcessingTime() + LOOK_AGAIN.toMillis());
    }
}

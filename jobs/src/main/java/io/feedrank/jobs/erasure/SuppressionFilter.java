package io.feedrank.jobs.erasure;

import io.feedrank.jobs.record.Suppression;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Drops what is of suppressed users, and counts it. */
final class SuppressionFilter<T> extends BroadcastProcessFunction<T, Suppression, T> {
    private static final long serialVersionUID = 1L;

    private final SuppressedUsers users;
    private final UserOf<T> userOf;
    private transient @Nullable Counter dropped;

    SuppressionFilter(SuppressedUsers users, UserOf<T> userOf) {
        this.users = users;
        this.userOf = userOf;
    }

    @Override
    public void open(OpenContext context) {
        dropped = getRuntimeContext().getMetricGroup().counter(ErasableFunction.DROPPED);
    }

    @Override
    public void processElement(T element, ReadOnlyContext context, Collector<T> out)
            throws Exception {
        String user = userOf.user(element);
        if (user != null && users.hold(user, context.getBroadcastState(SuppressedUsers.STATE))) {
            Objects.requireNonNull(dropped).inc();
            return;
        }
        out.collect(element);
    }

    @Override
    public void processBroadcastElement(Suppression record, Context context, Collector<T> out)
            throws Exception {
        SuppressedUsers.take(record, context.getBroadcastState(SuppressedUsers.STATE));
    }
}

package io.feedrank.jobs.intake;

import io.feedrank.feature.event.Event;
import io.feedrank.jobs.erasure.SuppressedUsers;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.SourceEvent;
import io.feedrank.jobs.record.StateLife;
import io.feedrank.jobs.record.Suppression;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by the event's identity: drops duplicates and what is of suppressed users, sends what is
 * too late aside, and takes an event apart, one touch a post.
 */
final class DedupeByEventId
        extends KeyedBroadcastProcessFunction<String, SourceEvent, Suppression, PostTouch> {
    private static final long serialVersionUID = 1L;

    private final JobConfig config;
    private final SuppressedUsers users;
    private transient @Nullable ValueState<Boolean> seen;
    private transient @Nullable Counter duplicates;
    private transient @Nullable Counter late;
    private transient @Nullable Counter suppressed;

    DedupeByEventId(JobConfig config, SuppressedUsers users) {
        this.config = config;
        this.users = users;
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Boolean> descriptor =
                new ValueStateDescriptor<>("seen", Types.BOOLEAN);
        descriptor.enableTimeToLive(StateLife.of(config.dedupeTtl()));
        seen = getRuntimeContext().getState(descriptor);
        duplicates = getRuntimeContext().getMetricGroup().counter("events_duplicate");
        suppressed = getRuntimeContext().getMetricGroup().counter("events_of_suppressed_users");
        late = getRuntimeContext().getMetricGroup().counter("events_late");
    }

    @Override
    public void processElement(
            SourceEvent source, ReadOnlyContext context, Collector<PostTouch> out)
            throws Exception {
        ValueState<Boolean> known = Objects.requireNonNull(seen);
        Event event = Objects.requireNonNull(source.event());
        if (users.hold(event.userId(), context.getBroadcastState(SuppressedUsers.STATE))) {
            Objects.requireNonNull(suppressed).inc();
            return;
        }
        if (known.value() != null) {
            Objects.requireNonNull(duplicates).inc();
            return;
        }
        known.update(true);
        long watermark = context.timerService().currentWatermark();
        long latest =
                event.eventTime().toEpochMilli() + config.eventTime().allowedLateness().toMillis();
        if (latest <= watermark) {
            Objects.requireNonNull(late).inc();
            context.output(DeadLetters.LATE, DeadLetters.late(event, watermark));
            return;
        }
        for (int slot = 0; slot < event.postIds().size(); slot++) {
            out.collect(PostTouch.of(event, slot));
        }
    }

    @Override
    public void processBroadcastElement(
            Suppression record, Context context, Collector<PostTouch> out) throws Exception {
        SuppressedUsers.take(record, context.getBroadcastState(SuppressedUsers.STATE));
    }
}

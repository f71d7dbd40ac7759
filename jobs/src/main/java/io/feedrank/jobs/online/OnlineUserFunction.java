package io.feedrank.jobs.online;

import static io.feedrank.jobs.online.OnlineOutputs.AUDIT;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.erasure.ErasingOperator;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.UserActivity;
import io.feedrank.feature.state.UserPosts;
import io.feedrank.feature.state.UserTopics;
import io.feedrank.feature.state.UserVector;
import io.feedrank.jobs.erasure.ErasableFunction;
import io.feedrank.jobs.erasure.SuppressedUsers;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import io.feedrank.jobs.record.UserState;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by user: counts as touches come, and writes the groups that changed after a short gathering
 * time.
 */
final class OnlineUserFunction extends ErasableFunction<EnrichedTouch, OnlineWrite>
        implements KeyedStateOnly {
    private static final long serialVersionUID = 1L;
    private static final int ACTIVITY = 1;
    private static final int TOPICS = 2;
    private static final int VECTOR = 4;

    private final JobConfig config;
    private final FeatureCatalog catalog;
    private transient @Nullable ValueState<UserState> user;
    private transient @Nullable ValueState<Integer> dirty;
    private transient @Nullable Gathering gathering;
    private transient @Nullable DirtyGroups declared;
    private transient @Nullable AuditTrail audit;
    private transient @Nullable Unsettled unsettled;
    private transient boolean restored;

    OnlineUserFunction(JobConfig config, FeatureCatalog catalog, SuppressedUsers users) {
        super(users, ErasingOperator.USER_FEATURES);
        this.config = config;
        this.catalog = catalog;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        restored = context.isRestored();
    }

    @Override
    public void open(OpenContext context) throws Exception {
        super.open(context);
        ValueStateDescriptor<UserState> users =
                new ValueStateDescriptor<>("user", RecordType.USER_STATE.<UserState>info());
        users.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        user = getRuntimeContext().getState(users);
        ValueStateDescriptor<Integer> flags = new ValueStateDescriptor<>("dirty", Types.INT);
        flags.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        dirty = getRuntimeContext().getState(flags);
        gathering = Gathering.open("gathering", config.onlineCoalesce(), getRuntimeContext());
        declared = DirtyGroups.open(catalog, Entity.USER, restored, getRuntimeContext());
        unsettled = Unsettled.open("unsettled", restored, getRuntimeContext());
        audit = AuditTrail.begin(config);
    }

    @Override
    protected boolean erases(EnrichedTouch touch) {
        return touch.erases();
    }

    @Override
    protected boolean forget(TimerService timers) throws Exception {
        boolean had = Objects.requireNonNull(user).value() != null;
        Objects.requireNonNull(user).clear();
        Objects.requireNonNull(dirty).clear();
        Objects.requireNonNull(declared).forget();
        Objects.requireNonNull(unsettled).forget();
        Objects.requireNonNull(gathering).forget(timers);
        return had;
    }

    @Override
    protected void onRecord(
            EnrichedTouch touch, ReadOnlyContext context, Collector<OnlineWrite> out)
            throws Exception {
        ValueState<UserState> users = Objects.requireNonNull(user);
        UserState stored = users.value();
        UserState state = stored == null ? new UserState() : stored;
        state.apply(touch);
        DirtyGroups groups = Objects.requireNonNull(declared);
        long changed = state.update(groups.layouts(), touch);
        users.update(state);
        AuditTrail trail = Objects.requireNonNull(audit);
        if (trail.covers(Entity.USER, touch.userId())) {
            context.output(AUDIT, trail.touched(state, touch));
        }
        groups.changed(changed);
        ValueState<Integer> flags = Objects.requireNonNull(dirty);
        Integer before = flags.value();
        int now = (before == null ? 0 : before) | changedBy(touch);
        Objects.requireNonNull(gathering).changed(context.timerService());
        if (before == null || before != now) {
            flags.update(now);
        }
    }

    private static int changedBy(EnrichedTouch touch) {
        int changed = ACTIVITY;
        if (!touch.topic().isEmpty()) {
            changed |= TOPICS;
        }
        if (touch.touch().event().type() == EventType.CLICK) {
            changed |= VECTOR;
        }
        return changed;
    }

    @Override
    protected void onOwnTimer(long timestamp, OnTimerContext context, Collector<OnlineWrite> out)
            throws Exception {
        if (!Objects.requireNonNull(gathering).due(timestamp)) {
            return;
        }
        UserState state = Objects.requireNonNull(user).value();
        Integer changed = Objects.requireNonNull(dirty).value();
        Objects.requireNonNull(dirty).clear();
        if (state == null || changed == null) {
            return;
        }
        long flags = Objects.requireNonNull(unsettled).with(changed, context.timerService());
        String userId = context.getCurrentKey();
        write(
                FeatureGroup.USER_ACTIVITY,
                userId,
                state,
                UserActivity.CODEC,
                state.features().activity(),
                out);
        write(
                FeatureGroup.USER_POSTS,
                userId,
                state,
                UserPosts.CODEC,
                state.features().posts(),
                out);
        if ((flags & TOPICS) != 0) {
            write(
                    FeatureGroup.USER_TOPICS,
                    userId,
                    state,
                    UserTopics.CODEC,
                    state.features().topics(),
                    out);
        }
        if ((flags & VECTOR) != 0) {
            write(
                    FeatureGroup.USER_VECTOR,
                    userId,
                    state,
                    UserVector.CODEC,
                    UserVector.of(state.features().vector()),
                    out);
        }
        DirtyGroups groups = Objects.requireNonNull(declared);
        state.features().declared().retain(groups.layouts());
        groups.take(
                        state.features().declared(),
                        userId,
                        config.generation(),
                        state.sequence(),
                        context.timerService())
                .forEach(out::collect);
    }

    private <T> void write(
            FeatureGroup group,
            String userId,
            UserState state,
            Codec<T> codec,
            T value,
            Collector<OnlineWrite> out) {
        out.collect(
                OnlineOutputs.write(
                        group, userId, config.generation(), state.sequence(), codec, value));
    }
}

package io.feedrank.jobs.online;

import static io.feedrank.jobs.online.OnlineOutputs.AUDIT;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.record.EntityState;
import io.feedrank.jobs.record.EntityTouch;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by author or topic: counts as touches come, and writes the declared groups that changed.
 * There are few of them and each changes all the time, so they are gathered for longer.
 */
final class OnlineEntityFunction extends KeyedProcessFunction<String, EntityTouch, OnlineWrite>
        implements KeyedStateOnly {
    private static final long serialVersionUID = 1L;
    private static final Duration WRITE_EVERY = Duration.ofMillis(500);

    private final JobConfig config;
    private final FeatureCatalog catalog;
    private transient @Nullable ValueState<EntityState> entity;
    private transient @Nullable Gathering gathering;
    private transient @Nullable Map<Entity, DirtyGroups> dirty;
    private transient @Nullable AuditTrail audit;
    private transient boolean restored;

    OnlineEntityFunction(JobConfig config, FeatureCatalog catalog) {
        this.config = config;
        this.catalog = catalog;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        restored = context.isRestored();
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<EntityState> entities =
                new ValueStateDescriptor<>("entity", RecordType.ENTITY_STATE.<EntityState>info());
        entities.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        entity = getRuntimeContext().getState(entities);
        gathering = Gathering.open("gathering", WRITE_EVERY, getRuntimeContext());
        audit = AuditTrail.begin(config);
        dirty = new EnumMap<>(Entity.class);
        for (Entity each : new Entity[] {Entity.AUTHOR, Entity.TOPIC}) {
            dirty.put(each, DirtyGroups.open(catalog, each, restored, getRuntimeContext()));
        }
    }

    @Override
    public void processElement(EntityTouch touch, Context context, Collector<OnlineWrite> out)
            throws Exception {
        DirtyGroups groups = groups(touch.entity());
        ValueState<EntityState> entities = Objects.requireNonNull(entity);
        EntityState stored = entities.value();
        EntityState state = stored == null ? new EntityState() : stored;
        groups.changed(state.declared().update(groups.layouts(), touch.observation()));
        // Each touch counts: how many of them change something may depend on their order.
        state.updated();
        entities.update(state);
        if (!touch.auditedEvent().isEmpty()) {
            context.output(AUDIT, Objects.requireNonNull(audit).touched(state, touch));
        }
        Objects.requireNonNull(gathering).changed(context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<OnlineWrite> out)
            throws Exception {
        EntityState state = Objects.requireNonNull(entity).value();
        if (state == null || !Objects.requireNonNull(gathering).due(timestamp)) {
            return;
        }
        Entity which = EntityTouch.entityOf(context.getCurrentKey());
        DirtyGroups groups = groups(which);
        state.declared().retain(groups.layouts());
        groups.take(
                        state.declared(),
                        EntityTouch.idOf(which, context.getCurrentKey()),
                        config.generation(),
                        state.sequence(),
                        context.timerService())
                .forEach(out::collect);
    }

    private DirtyGroups groups(Entity which) {
        return Objects.requireNonNull(Objects.requireNonNull(dirty).get(which));
    }
}

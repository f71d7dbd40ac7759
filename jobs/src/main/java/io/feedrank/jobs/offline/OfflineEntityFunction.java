package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.jobs.record.EnrichedTouch;
import io.feedrank.jobs.record.EntityState;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.StateLife;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by author, or by topic: adds its columns as of each impression to the row, in event-time
 * order, as the operator of the post does. A touch of a post without one passes as it is.
 */
final class OfflineEntityFunction
        extends KeyedProcessFunction<String, EnrichedTouch, EnrichedTouch> {
    private static final long serialVersionUID = 1L;

    private final FeatureCatalog catalog;
    private final Entity entity;
    private transient @Nullable ValueState<EntityState> entities;
    private transient @Nullable SecondBuffer<EnrichedTouch> buffer;
    private transient @Nullable List<GroupLayout> layouts;
    private transient @Nullable FittedRows rows;
    private transient @Nullable SecondWeights weights;

    OfflineEntityFunction(FeatureCatalog catalog, Entity entity) {
        this.catalog = catalog;
        this.entity = entity;
    }

    /** What a touch is keyed by; spread by post where there is no such entity. */
    static String keyOf(Entity entity, EnrichedTouch touch) {
        String id = idOf(entity, touch);
        return id.isEmpty() ? "none:" + touch.touch().postId() : "of:" + id;
    }

    private static String idOf(Entity entity, EnrichedTouch touch) {
        return entity == Entity.AUTHOR ? touch.authorId() : touch.topic();
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<EntityState> states =
                new ValueStateDescriptor<>("entity", RecordType.ENTITY_STATE.<EntityState>info());
        states.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        entities = getRuntimeContext().getState(states);
        MapStateDescriptor<Long, List<EnrichedTouch>> descriptor =
                new MapStateDescriptor<>(
                        "buffer",
                        Types.LONG,
                        RecordType.ENRICHED_TOUCHES.<List<EnrichedTouch>>info());
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        buffer = new SecondBuffer<>(getRuntimeContext().getMapState(descriptor));
        weights = new SecondWeights();
        layouts = catalog.layouts(entity);
        rows = new FittedRows(catalog);
    }

    @Override
    public void processElement(EnrichedTouch touch, Context context, Collector<EnrichedTouch> out)
            throws Exception {
        if (idOf(entity, touch).isEmpty()) {
            out.collect(touch);
            return;
        }
        EntityState state = current();
        long second = touch.touch().second();
        if (SecondBuffer.over(second, state.drainedSecond(), context.timerService())) {
            take(state, touch);
            Objects.requireNonNull(entities).update(state);
            // Its state may already hold what came later, so it gets no columns at all.
            out.collect(touch.withoutColumns());
            return;
        }
        Objects.requireNonNull(buffer).add(second, touch, context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<EnrichedTouch> out)
            throws Exception {
        List<EnrichedTouch> touches =
                new ArrayList<>(Objects.requireNonNull(buffer).take(timestamp));
        if (touches.isEmpty()) {
            return;
        }
        touches.sort(OfflineUserFunction.FIXED_ORDER);
        EntityState state = current();
        float[] columns = null;
        for (EnrichedTouch touch : touches) {
            float[] before = touch.postColumns();
            if (touch.touch().event().type() != EventType.IMPRESSION || before == null) {
                out.collect(touch);
                continue;
            }
            if (columns == null) {
                columns = columns(state, timestamp);
            }
            float[] items = Objects.requireNonNull(rows).items(before);
            out.collect(
                    items == null
                            ? touch.withoutColumns()
                            : touch.withColumns(filled(items, columns)));
        }
        touches.forEach(touch -> take(state, touch));
        state.declared().retain(Objects.requireNonNull(layouts));
        state.drained(Math.floorDiv(timestamp, 1000L));
        Objects.requireNonNull(entities).update(state);
    }

    private float[] columns(EntityState state, long timestamp) {
        float[] columns = new float[catalog.itemWidth()];
        DecayWeights weights = Objects.requireNonNull(this.weights).at(timestamp);
        if (entity == Entity.AUTHOR) {
            catalog.computeAuthor(state.declared(), weights, columns, 0);
        } else {
            catalog.computeTopic(state.declared(), weights, columns, 0);
        }
        return columns;
    }

    private float[] filled(float[] before, float[] own) {
        float[] row = before.clone();
        int end = entity == Entity.AUTHOR ? catalog.authorEnd() : catalog.itemWidth();
        int start = entity == Entity.AUTHOR ? catalog.postWidth() : catalog.authorEnd();
        System.arraycopy(own, start, row, start, end - start);
        return row;
    }

    private void take(EntityState state, EnrichedTouch touch) {
        state.declared().update(Objects.requireNonNull(layouts), touch.observation());
        state.updated();
    }

    private EntityState current() throws Exception {
        EntityState state = Objects.requireNonNull(entities).value();
        return state == null ? new EntityState() : state;
    }
}

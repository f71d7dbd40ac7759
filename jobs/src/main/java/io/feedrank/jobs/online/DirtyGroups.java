package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.jobs.record.StateLife;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/** Which declared groups of the current key changed since they were written last. */
final class DirtyGroups {
    private final List<GroupLayout> layouts;
    private final List<FeatureGroup> groups;
    private final ValueState<Long> dirty;
    private final Unsettled unsettled;

    private DirtyGroups(
            List<GroupLayout> layouts,
            List<FeatureGroup> groups,
            ValueState<Long> dirty,
            Unsettled unsettled) {
        this.layouts = layouts;
        this.groups = groups;
        this.dirty = dirty;
        this.unsettled = unsettled;
    }

    /**
     * Those of {@code entity}; one key has at most 64.
     *
     * @param restored whether this run of the job began from a checkpoint or savepoint
     */
    static DirtyGroups open(
            FeatureCatalog catalog, Entity entity, boolean restored, RuntimeContext context) {
        ValueStateDescriptor<Long> descriptor =
                new ValueStateDescriptor<>("dirty-" + entity.id(), Types.LONG);
        descriptor.enableTimeToLive(StateLife.of(StateLife.ENTITY));
        List<GroupLayout> layouts = catalog.layouts(entity);
        return new DirtyGroups(
                layouts,
                layouts.stream().map(catalog::group).toList(),
                context.getState(descriptor),
                Unsettled.open("unsettled-" + entity.id(), restored, context));
    }

    List<GroupLayout> layouts() {
        return layouts;
    }

    /** The groups whose bit is set changed. */
    void changed(long bits) throws IOException {
        if (bits != 0) {
            Long before = dirty.value();
            if (before == null || (before | bits) != before) {
                dirty.update(before == null ? bits : before | bits);
            }
        }
    }

    /** Nothing is to be written of the current key. */
    void forget() {
        dirty.clear();
        unsettled.forget();
    }

    /** What is to be written of {@code states} now. */
    List<OnlineWrite> take(
            DeclaredStates states,
            String entity,
            long generation,
            long sequence,
            TimerService timers)
            throws IOException {
        if (layouts.isEmpty()) {
            return List.of();
        }
        Long changed = dirty.value();
        if (changed != null) {
            dirty.clear();
        }
        long bits = unsettled.with(changed == null ? 0 : changed, timers);
        if (bits == 0) {
            return List.of();
        }
        List<OnlineWrite> writes = new ArrayList<>();
        for (int i = 0; i < layouts.size(); i++) {
            GroupState state = (bits >>> i & 1) == 0 ? null : states.get(layouts.get(i));
            if (state != null) {
                writes.add(
                        OnlineOutputs.write(
                                groups.get(i),
                                entity,
                                generation,
                                sequence,
                                layouts.get(i).codec(),
                                state));
            }
        }
        return writes;
    }
}

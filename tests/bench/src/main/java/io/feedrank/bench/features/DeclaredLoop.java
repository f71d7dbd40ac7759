package io.feedrank.bench.features;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.GroupLayout;
import io.feedrank.feature.state.GroupState;
import io.feedrank.feature.state.Observation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The declared groups of one kind of entity in the {@link PlainLoop}. */
final class DeclaredLoop {
    private static final FeatureCatalog CATALOG = FeatureCatalog.standard();

    /** Whose states they are. */
    record Owner(String id, DeclaredStates states, long sequence) {}

    private final Entity entity;
    private final List<GroupLayout> layouts;
    private final Map<String, Long> changed = new HashMap<>();

    DeclaredLoop(Entity entity) {
        this.entity = entity;
        this.layouts = CATALOG.layouts(entity);
    }

    /** The entity that an observation is of; empty when of none, or when nothing is declared. */
    String keyOf(Observation observation) {
        String id = layouts.isEmpty() ? "" : entity.keyOf(observation);
        return id.isEmpty() ? "" : entity.ordinal() + ":" + id;
    }

    /** The id in a key. */
    static String idOf(String key) {
        return key.substring(key.indexOf(':') + 1);
    }

    void take(String key, DeclaredStates states, Observation observation) {
        long bits = states.update(layouts, observation);
        if (bits != 0) {
            changed.merge(key, bits, (one, other) -> one | other);
        }
    }

    void flush(Function<String, Owner> owners, Consumer<OnlineWrite> out) {
        changed.forEach((key, bits) -> write(owners.apply(key), bits, out));
        changed.clear();
    }

    private void write(Owner owner, long bits, Consumer<OnlineWrite> out) {
        for (int i = 0; i < layouts.size(); i++) {
            GroupLayout layout = layouts.get(i);
            GroupState state = (bits >>> i & 1) == 0 ? null : owner.states().get(layout);
            if (state != null) {
                byte[] bytes = layout.codec().toBytes(state);
                out.accept(
                        new OnlineWrite(
                                new OnlineKey(CATALOG.group(layout), owner.id()),
                                VersionedValue.of(1, owner.sequence(), bytes)));
            }
        }
    }
}

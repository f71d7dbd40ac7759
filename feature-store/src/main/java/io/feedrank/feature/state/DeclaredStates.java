package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The declared groups of one entity, by name and version. Read from bytes, a group stays packed
 * until its layout is asked for: so state outlives the catalog that wrote it, and what no catalog
 * declares any more is dropped by {@link #retain}. Mutable, not thread-safe.
 */
public final class DeclaredStates {
    public static final Codec<DeclaredStates> CODEC = new DeclaredStatesCodec();

    private final Map<String, GroupState> states = new HashMap<>();
    private final Map<String, byte[]> packed = new TreeMap<>();

    /** The state of {@code layout}'s group; null when nothing is known. */
    public @Nullable GroupState get(GroupLayout layout) {
        GroupState state = states.get(layout.group());
        if (state == null) {
            byte[] bytes = packed.remove(layout.group());
            if (bytes == null) {
                return null;
            }
            state = layout.codec().fromBytes(bytes, 0);
            states.put(layout.group(), state);
        }
        return state;
    }

    /** Sets the state of its group. */
    public void put(GroupState state) {
        packed.remove(state.layout().group());
        states.put(state.layout().group(), state);
    }

    /**
     * Takes in one observation.
     *
     * @return which of {@code layouts} changed, a bit each
     */
    public long update(List<GroupLayout> layouts, Observation observation) {
        long changed = 0;
        for (int i = 0; i < layouts.size(); i++) {
            GroupLayout layout = layouts.get(i);
            GroupState known = get(layout);
            GroupState state = known == null ? layout.empty() : known;
            if (state.update(observation)) {
                changed |= 1L << i;
                if (known == null) {
                    put(state);
                }
            }
        }
        return changed;
    }

    /** Drops the groups that are not among {@code layouts}. */
    public void retain(List<GroupLayout> layouts) {
        if (states.size() + packed.size() <= layouts.size()
                && layouts.stream().allMatch(this::known)) {
            return;
        }
        List<String> declared = layouts.stream().map(GroupLayout::group).toList();
        states.keySet().retainAll(declared);
        packed.keySet().retainAll(declared);
    }

    private boolean known(GroupLayout layout) {
        return states.containsKey(layout.group()) || packed.containsKey(layout.group());
    }

    /** A copy that shares nothing. */
    public DeclaredStates copy() {
        DeclaredStates copy = new DeclaredStates();
        states.forEach((group, state) -> copy.packed.put(group, bytes(state)));
        copy.packed.putAll(packed);
        return copy;
    }

    private static byte[] bytes(GroupState state) {
        return state.layout().codec().toBytes(state);
    }

    private static final class DeclaredStatesCodec implements Codec<DeclaredStates> {
        @Override
        public void write(DeclaredStates value, DataOutput out) throws IOException {
            TreeMap<String, byte[]> all = new TreeMap<>(value.packed);
            value.states.forEach((group, state) -> all.put(group, bytes(state)));
            Varints.write(out, all.size());
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                out.writeUTF(entry.getKey());
                Varints.write(out, entry.getValue().length);
                out.write(entry.getValue());
            }
        }

        @Override
        public DeclaredStates copy(DeclaredStates value) {
            return value.copy();
        }

        @Override
        public DeclaredStates read(DataInput in) throws IOException {
            DeclaredStates value = new DeclaredStates();
            int size = Varints.readInt(in);
            for (int i = 0; i < size; i++) {
                String group = in.readUTF();
                byte[] bytes = new byte[Varints.readInt(in)];
                in.readFully(bytes);
                value.packed.put(group, bytes);
            }
            return value;
        }
    }
}

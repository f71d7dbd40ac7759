package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * How a declared group is packed: its stores one after the other; for a crossed entity a list of
 * (key, second of the newest event, stores). Another list of stores is another layout, and so
 * another version of the group.
 *
 * @param group name and version, {@code author_reading:v1}
 */
public record GroupLayout(String group, Entity entity, List<Store<?>> stores)
        implements Serializable {
    public GroupLayout {
        stores = List.copyOf(stores);
    }

    /** The state of an entity of which nothing is known. */
    public GroupState empty() {
        return new GroupState(this);
    }

    /** Where {@code store} is among the stores; -1 when it is not kept. */
    public int slot(Store<?> store) {
        return stores.indexOf(store);
    }

    /** The binary form of this layout's values. */
    public Codec<GroupState> codec() {
        return new GroupCodec(this);
    }

    Object[] newSlots() {
        return stores.stream().map(Store::create).toArray();
    }

    boolean update(Object[] slots, Observation observation) {
        boolean changed = false;
        for (int i = 0; i < slots.length; i++) {
            changed |= stateful(i).update(slots[i], observation);
        }
        return changed;
    }

    void merge(Object[] slots, Object[] other) {
        for (int i = 0; i < slots.length; i++) {
            stateful(i).merge(slots[i], other[i]);
        }
    }

    // Slot i was made by store i.
    @SuppressWarnings("unchecked")
    private Store<Object> stateful(int slot) {
        return (Store<Object>) stores.get(slot);
    }

    private record GroupCodec(GroupLayout layout) implements Codec<GroupState> {
        @Override
        public void write(GroupState value, DataOutput out) throws IOException {
            if (!layout.entity.crossed()) {
                writeSlots(value.slots("").orElseGet(layout::newSlots), out);
                return;
            }
            Varints.write(out, value.keys().size());
            for (String key : value.keys()) {
                out.writeUTF(key);
                Varints.write(out, value.newestSecond(key));
                writeSlots(value.slots(key).orElseThrow(), out);
            }
        }

        private void writeSlots(Object[] slots, DataOutput out) throws IOException {
            for (int i = 0; i < slots.length; i++) {
                layout.stateful(i).codec().write(slots[i], out);
            }
        }

        @Override
        public GroupState read(DataInput in) throws IOException {
            GroupState value = new GroupState(layout);
            if (!layout.entity.crossed()) {
                value.put("", 0, readSlots(in));
                return value;
            }
            int size = Varints.readInt(in);
            for (int i = 0; i < size; i++) {
                value.put(in.readUTF(), Varints.read(in), readSlots(in));
            }
            return value;
        }

        private Object[] readSlots(DataInput in) throws IOException {
            Object[] slots = new Object[layout.stores.size()];
            for (int i = 0; i < slots.length; i++) {
                slots[i] = layout.stateful(i).codec().read(in);
            }
            return slots;
        }
    }
}

package io.feedrank.ranking.index;

import java.util.Arrays;
import java.util.Collection;

/** A few slots, to be asked for often: open addressing in one array. */
final class SlotSet {
    private static final int EMPTY = -1;

    private final int[] table;
    private final int mask;
    private final int[] members;

    private SlotSet(int[] members) {
        this.members = members;
        int size = Integer.highestOneBit(Math.max(4, members.length)) << 2;
        table = new int[size];
        mask = size - 1;
        Arrays.fill(table, EMPTY);
        for (int slot : members) {
            int at = place(slot);
            while (table[at] != EMPTY) {
                at = (at + 1) & mask;
            }
            table[at] = slot;
        }
    }

    /** The slots of those ids that there are. */
    static SlotSet of(VectorStore store, Collection<String> ids) {
        int[] slots = new int[ids.size()];
        int count = 0;
        for (String id : ids) {
            int slot = store.slot(id);
            if (slot >= 0) {
                slots[count++] = slot;
            }
        }
        return new SlotSet(Arrays.copyOf(slots, count));
    }

    private int place(int slot) {
        return (slot * 0x9E3779B9) >>> 7 & mask;
    }

    boolean contains(int slot) {
        for (int at = place(slot); table[at] != EMPTY; at = (at + 1) & mask) {
            if (table[at] == slot) {
                return true;
            }
        }
        return false;
    }

    int[] members() {
        return members;
    }
}

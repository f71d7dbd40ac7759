package io.feedrank.ranking.index;

import java.util.Arrays;

/** Slots in the order they came. Not thread-safe. */
final class SlotLog {
    private int[] slots = new int[64];
    private int size;

    void add(int slot) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
        }
        slots[size++] = slot;
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(slots, size);
    }

    int get(int i) {
        return slots[i];
    }
}

package io.feedrank.ranking.index;

import java.util.Arrays;

/** The least of some longs first: a binary heap without boxes. Not thread-safe. */
final class LongHeap {
    private long[] keys = new long[256];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    long least() {
        return keys[0];
    }

    long get(int i) {
        return keys[i];
    }

    void add(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (keys[parent] <= key) {
                break;
            }
            keys[at] = keys[parent];
            at = parent;
        }
        keys[at] = key;
    }

    long poll() {
        long least = keys[0];
        long last = keys[--size];
        if (size > 0) {
            sink(last);
        }
        return least;
    }

    /** Takes the least out and puts another in. */
    void replaceLeast(long key) {
        sink(key);
    }

    private void sink(long key) {
        int at = 0;
        int half = size >>> 1;
        while (at < half) {
            int child = 2 * at + 1;
            if (child + 1 < size && keys[child + 1] < keys[child]) {
                child++;
            }
            if (keys[child] >= key) {
                break;
            }
            keys[at] = keys[child];
            at = child;
        }
        keys[at] = key;
    }
}

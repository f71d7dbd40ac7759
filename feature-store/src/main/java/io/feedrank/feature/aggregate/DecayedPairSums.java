package io.feedrank.feature.aggregate;

import java.time.Duration;
import java.util.Arrays;

/**
 * Exponentially decayed sums of ordered pairs of keys, at one half-life: what {@link DecayedSums}
 * is for single keys. Of millions of pairs most are soon forgotten: a sum that has decayed below a
 * thousandth may be dropped. Seconds of one pair never go back. Not thread-safe.
 */
public final class DecayedPairSums {
    private static final long EMPTY = -1;
    private static final double NOTHING = 1e-3;

    private final double rate;
    private long[] keys = new long[1 << 12];
    private double[] sums = new double[1 << 12];
    private long[] seconds = new long[1 << 12];
    private int used;

    public DecayedPairSums(Duration halfLife) {
        rate = DecayedSums.rate(halfLife);
        Arrays.fill(keys, EMPTY);
    }

    /** Adds {@code weight} to the pair. */
    public void add(int first, int second, long now, double weight) {
        if (4 * (used + 1) > 3 * keys.length) {
            rebuild(now);
        }
        int slot = slot(keys, key(first, second));
        if (keys[slot] == EMPTY) {
            keys[slot] = key(first, second);
            used++;
        }
        sums[slot] = left(slot, now) + weight;
        seconds[slot] = now;
    }

    /** What is left of the pair by {@code now}. */
    public double get(int first, int second, long now) {
        int slot = slot(keys, key(first, second));
        return keys[slot] == EMPTY ? 0 : left(slot, now);
    }

    private double left(int slot, long now) {
        return DecayedSums.left(sums[slot], rate, now - seconds[slot]);
    }

    // Leaves out what has decayed; grows when half would still be full.
    private void rebuild(long now) {
        int kept = 0;
        for (int slot = 0; slot < keys.length; slot++) {
            kept += keys[slot] != EMPTY && left(slot, now) > NOTHING ? 1 : 0;
        }
        int capacity = keys.length;
        while (2 * kept > capacity) {
            capacity *= 2;
        }
        long[] newKeys = new long[capacity];
        double[] newSums = new double[capacity];
        long[] newSeconds = new long[capacity];
        Arrays.fill(newKeys, EMPTY);
        for (int slot = 0; slot < keys.length; slot++) {
            if (keys[slot] != EMPTY && left(slot, now) > NOTHING) {
                int to = slot(newKeys, keys[slot]);
                newKeys[to] = keys[slot];
                newSums[to] = sums[slot];
                newSeconds[to] = seconds[slot];
            }
        }
        keys = newKeys;
        sums = newSums;
        seconds = newSeconds;
        used = kept;
    }

    private static long key(int first, int second) {
        return ((long) first << 32) | second;
    }

    private static int slot(long[] keys, long key) {
        long hash = key * 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio: spreads dense keys
        int slot = (int) (hash >>> 40) & (keys.length - 1);
        while (keys[slot] != EMPTY && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}

package io.feedrank.ranking.index;

import java.util.Arrays;

/**
 * Puts scores in order, best first: a radix sort by bytes, since a search at k = 1,000 spends more
 * on comparing its candidates with each other than on finding them. Not thread-safe.
 */
final class ScoreOrder {
    /** Below, comparing costs less than counting. */
    private static final int FEW = 96;

    private static final int BYTES = Integer.BYTES;
    private static final int VALUES = 256;

    private final int[][] counts = new int[BYTES][VALUES];
    private long[] keys = new long[64];
    private long[] others = new long[64];
    private int size;

    /** Orders a selection by its scores. */
    void sort(Selection selection) {
        size = selection.size();
        if (keys.length < size) {
            keys = new long[2 * size];
            others = new long[2 * size];
        }
        for (int i = 0; i < size; i++) {
            keys[i] = (long) ~Selection.sortable(selection.score(i)) << 32 | i;
        }
        if (size <= FEW) {
            Arrays.sort(keys, 0, size);
        } else {
            sortByBytes();
        }
    }

    private void sortByBytes() {
        for (int[] of : counts) {
            Arrays.fill(of, 0);
        }
        for (int i = 0; i < size; i++) {
            int key = (int) (keys[i] >>> 32) ^ Integer.MIN_VALUE;
            counts[0][key & 0xff]++;
            counts[1][key >>> 8 & 0xff]++;
            counts[2][key >>> 16 & 0xff]++;
            counts[3][key >>> 24]++;
        }
        for (int at = 0; at < BYTES; at++) {
            int shift = 32 + 8 * at;
            int flip = at == BYTES - 1 ? 0x80 : 0; // the sign: negative ones come first
            if (counts[at][(int) (keys[0] >>> shift & 0xff) ^ flip] < size) {
                scatter(counts[at], shift, flip);
            }
        }
    }

    private void scatter(int[] count, int shift, int flip) {
        int sum = 0;
        for (int value = 0; value < VALUES; value++) {
            int here = count[value];
            count[value] = sum;
            sum += here;
        }
        long[] from = keys;
        long[] to = others;
        for (int i = 0; i < size; i++) {
            to[count[(int) (from[i] >>> shift & 0xff) ^ flip]++] = from[i];
        }
        keys = to;
        others = from;
    }

    int size() {
        return size;
    }

    /** Where, in the selection, the {@code rank}-th best is; 0 is the best. */
    int at(int rank) {
        return (int) keys[rank];
    }
}

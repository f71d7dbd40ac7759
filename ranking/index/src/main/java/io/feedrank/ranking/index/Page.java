package io.feedrank.ranking.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The columns of {@link #SLOTS} slots in a row. */
final class Page {
    private static final VarHandle LIVE = MethodHandles.arrayElementVarHandle(long[].class);

    static final int SHIFT = 12;
    static final int SLOTS = 1 << SHIFT;
    static final int MASK = SLOTS - 1;

    final float[] vectors;
    final String[] ids = new String[SLOTS];
    final int[] languages = new int[SLOTS];
    final int[] topics = new int[SLOTS];
    final int[] authors = new int[SLOTS];
    final int[] created = new int[SLOTS];
    final int[] expires = new int[SLOTS];
    private final long[] live = new long[SLOTS / Long.SIZE];

    Page(int dimensions) {
        vectors = new float[SLOTS * dimensions];
    }

    static long bytes(int dimensions) {
        return (long) SLOTS * (dimensions * Float.BYTES + 6 * Integer.BYTES) + SLOTS / 8;
    }

    /** Whether searches find it; who sees that they do also sees its vector. */
    boolean isLive(int at) {
        return ((long) LIVE.getAcquire(live, at >>> 6) & 1L << at) != 0;
    }

    /** By one thread at a time. */
    void setLive(int at, boolean isLive) {
        long now = live[at >>> 6];
        LIVE.setRelease(live, at >>> 6, isLive ? now | 1L << at : now & ~(1L << at));
    }
}

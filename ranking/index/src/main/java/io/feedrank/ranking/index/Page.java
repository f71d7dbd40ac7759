package io.feedrank.ranking.index;

/** The columns of {@link #SLOTS} slots in a row. */
final class Page {
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
    final long[] live = new long[SLOTS / Long.SIZE];

    Page(int dimensions) {
        vectors = new float[SLOTS * dimensions];
    }

    static long bytes(int dimensions) {
        return (long) SLOTS * (dimensions * Float.BYTES + 6 * Integer.BYTES) + SLOTS / 8;
    }

    boolean isLive(int at) {
        return (live[at >>> 6] & 1L << at) != 0;
    }
}

package io.feedrank.ranking.pipeline.scoring;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of rows that are needed for one call, kept for the next: a new one of a thousand rows
 * costs more than filling it. There are as many as there were calls at a time. Thread-safe.
 */
public final class SpareRows {
    private static final int SMALLEST = 1 << 12;

    private final Deque<float[]> spare = new ConcurrentLinkedDeque<>();

    /** An array of at least {@code floats} floats; what it holds is of no meaning. */
    public float[] borrow(int floats) {
        float @Nullable [] rows = spare.pollFirst();
        return rows != null && rows.length >= floats ? rows : new float[Math.max(floats, SMALLEST)];
    }

    /** Hands an array back; nobody may look at it any more. */
    public void giveBack(float[] rows) {
        spare.addFirst(rows);
    }
}

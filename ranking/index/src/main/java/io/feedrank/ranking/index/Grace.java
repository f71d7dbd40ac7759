package io.feedrank.ranking.index;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/**
 * Holds places back until no search can still be looking at them: quiescence in two phases, as in
 * read-copy-update. A search enters the current phase and leaves it at its end; what is retired
 * waits until the phase has turned twice, and it turns only when the other one is empty.
 */
final class Grace {
    private static final int STRIPES = 16;
    private static final int SPACING = 16; // ints in a cache line
    private static final int TURN_AT = 256;

    private final AtomicIntegerArray searching = new AtomicIntegerArray(2 * STRIPES * SPACING);
    private final IntConsumer free;
    private volatile int phase;
    private int[] retired = new int[TURN_AT];
    private int retiredCount;
    private int[] waiting = new int[0];

    /** Hands what may be used again to {@code free}. */
    Grace(IntConsumer free) {
        this.free = free;
    }

    /** A search begins; the ticket to leave with. */
    int enter() {
        int stripe = (int) (Thread.currentThread().getId() & (STRIPES - 1));
        while (true) {
            int now = phase;
            int ticket = (now * STRIPES + stripe) * SPACING;
            searching.incrementAndGet(ticket);
            if (phase == now) {
                return ticket;
            }
            searching.decrementAndGet(ticket);
        }
    }

    void exit(int ticket) {
        searching.decrementAndGet(ticket);
    }

    /** Only one thread at a time may retire. */
    void retire(int slot) {
        if (retiredCount == retired.length) {
            retired = Arrays.copyOf(retired, 2 * retiredCount);
        }
        retired[retiredCount++] = slot;
        if (retiredCount >= TURN_AT && isEmpty(1 - phase)) {
            turn();
        }
    }

    /** How many places are held back; like {@link #retire}, by one thread at a time. */
    int held() {
        return retiredCount + waiting.length;
    }

    /** Frees what can be freed now; like {@link #retire}, by one thread at a time. */
    void reclaim() {
        for (int turns = 0; turns < 2 && isEmpty(1 - phase); turns++) {
            turn();
        }
    }

    private void turn() {
        for (int slot : waiting) {
            free.accept(slot);
        }
        waiting = Arrays.copyOf(retired, retiredCount);
        retiredCount = 0;
        retired = new int[TURN_AT];
        phase = 1 - phase;
    }

    private boolean isEmpty(int ofPhase) {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            if (searching.get((ofPhase * STRIPES + stripe) * SPACING) != 0) {
                return false;
            }
        }
        return true;
    }
}

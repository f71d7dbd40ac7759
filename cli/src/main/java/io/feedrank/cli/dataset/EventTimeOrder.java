package io.feedrank.cli.dataset;

import io.feedrank.feature.event.Event;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Merges what comes in order with what it sets off later: an impression with its clicks, a log with
 * earlier reads. Holds only what is still to come of impressions already passed. Ties keep the
 * order in which events were made.
 */
abstract class EventTimeOrder implements Iterator<Event> {
    private record Pending(Event event, long number) {}

    private final PriorityQueue<Pending> pending =
            new PriorityQueue<>(
                    Comparator.comparing((Pending one) -> one.event().eventTime())
                            .thenComparingLong(Pending::number));
    private long made;
    private boolean exhausted;

    /**
     * Adds the next events by {@link #add}, none of them before the events of the call before;
     * false when there are no more.
     */
    abstract boolean produce();

    /** Time before which no event is added any more; asked after each {@link #produce}. */
    abstract long settledUntilMs();

    final void add(Event event) {
        pending.add(new Pending(event, made++));
    }

    @Override
    public final boolean hasNext() {
        while (!exhausted && !settled()) {
            exhausted = !produce();
        }
        return !pending.isEmpty();
    }

    @Override
    public final Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return pending.remove().event();
    }

    private boolean settled() {
        Pending first = pending.peek();
        return first != null && first.event().eventTime().toEpochMilli() < settledUntilMs();
    }
}

package io.feedrank.ranking.api.event;

import io.feedrank.feature.event.Event;
import java.util.List;

/** The events of one POST: those in order, and those that are not, by their place in it. */
record EventBatch(List<Event> accepted, List<Rejection> rejected) {
    EventBatch {
        accepted = List.copyOf(accepted);
        rejected = List.copyOf(rejected);
    }

    /**
     * An event that was not taken.
     *
     * @param index from 0, in the array or among the lines that are not empty
     * @param reason the field, what was got and what is expected
     */
    record Rejection(int index, String reason) {}
}

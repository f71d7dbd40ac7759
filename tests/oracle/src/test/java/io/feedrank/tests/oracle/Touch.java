package io.feedrank.tests.oracle;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Signal;
import java.util.Comparator;

/**
 * One post of one raw event, with what its row says.
 *
 * @param topic empty when the post has none
 */
record Touch(Event event, int slot, String postId, String topic, String authorId) {
    /** By second; within one by id. */
    static final Comparator<Touch> ORDER =
            Comparator.comparingLong(Touch::second)
                    .thenComparing(touch -> touch.event().eventId())
                    .thenComparingInt(Touch::slot);

    long second() {
        return event.eventTime().getEpochSecond();
    }

    String userId() {
        return event.userId();
    }

    Signal signal() {
        return Signal.of(event.type());
    }

    boolean shown() {
        return event.type() == EventType.IMPRESSION;
    }

    boolean clicked() {
        return event.type() == EventType.CLICK;
    }

    /** How many posts were in view. */
    int listSize() {
        return event.postIds().size();
    }

    long dwellMs() {
        return event.dwellMs() == null ? 0 : event.dwellMs();
    }

    /** What a crossed entity is told apart by. */
    String crossKey(Entity entity) {
        return entity.crossKey(postId, topic, authorId);
    }
}

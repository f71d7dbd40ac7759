package io.feedrank.feature.parity;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.Signal;
import io.feedrank.proto.v1.ObservedEvent;
import java.time.Instant;

/**
 * A record of {@code feed-events}.
 *
 * @param event what a person did; no tick and no erasure
 * @param again whether it is a dead letter that was sent once more
 * @param at where it stands
 */
public record RawEvent(Event event, boolean again, At at) {
    /**
     * A place in the topic.
     *
     * @param appended on the broker's clock
     */
    public record At(int partition, long offset, Instant appended) {}

    /** Posts in view with it; 0 when that is not known, or it is no impression. */
    private int listSize() {
        Integer said = event.listSize();
        if (said != null) {
            return said;
        }
        return event.type() == EventType.IMPRESSION ? event.postIds().size() : 0;
    }

    private long dwellMs() {
        Long said = event.dwellMs();
        return said == null ? 0 : said;
    }

    /** What it says of one of its posts, given what was known of that post. */
    Observation of(String postId, String topic, String authorId) {
        return new Observation(
                Signal.of(event.type()),
                event.eventTime(),
                new Observation.Subject(event.userId(), postId, topic, authorId),
                listSize(),
                dwellMs(),
                null);
    }

    /** Whether {@code seen} is what it says. */
    boolean says(ObservedEvent seen) {
        return event.postIds().contains(seen.getPostId())
                && event.userId().equals(seen.getUserId())
                && event.eventTime().toEpochMilli() == seen.getEventTimeMs()
                && Signal.of(event.type()).name().equals(seen.getSignal())
                && listSize() == seen.getListSize()
                && dwellMs() == seen.getDwellMs();
    }

    /** How often it names {@code postId}. */
    long mentions(String postId) {
        return event.postIds().stream().filter(postId::equals).count();
    }
}

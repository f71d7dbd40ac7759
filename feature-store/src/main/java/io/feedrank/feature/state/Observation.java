package io.feedrank.feature.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of one post, as aggregations take it in. Compared by identity of its array.
 *
 * @param subject who, what, on which topic and of whom
 * @param listSize posts in view with it, of an impression; 0 when that is not known
 * @param dwellMs how long the post was read; 0 when the event does not say
 * @param vector the post's unit vector as stamped when the event came, null when it had none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Observation(
        Signal signal,
        Instant time,
        Subject subject,
        int listSize,
        long dwellMs,
        float @Nullable [] vector) {
    /**
     * Whom and what it is about.
     *
     * @param topic empty when the post has none
     * @param authorId empty when it is not known
     */
    public record Subject(String userId, String postId, String topic, String authorId) {}

    public String userId() {
        return subject.userId();
    }

    public String postId() {
        return subject.postId();
    }

    public String topic() {
        return subject.topic();
    }

    public String authorId() {
        return subject.authorId();
    }

    /** An observation without the size of a list, a read time and a vector. */
    public static Observation of(Signal signal, Instant time, Subject subject) {
        return new Observation(signal, time, subject, 0, 0, null);
    }
}

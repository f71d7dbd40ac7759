package io.feedrank.feature.event;

import io.feedrank.feature.config.FeedrankException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of topic {@code feed-events}.
 *
 * @param eventId unique; a second event of the same id is a duplicate and is dropped
 * @param postIds all posts in view for an impression (1 to {@value #MAX_POSTS}), exactly one
 *     otherwise; none for a tick or an erasure
 * @param position from 0, of the post acted on
 * @param dwellMs how long the post was read
 * @param listSize posts in view with an impression of which {@code postIds} names some alone;
 *     {@link #UNKNOWN_SIZE} when it is not known, null when {@code postIds} are all
 */
public record Event(
        String eventId,
        String userId,
        EventType type,
        List<String> postIds,
        Instant eventTime,
        @Nullable String requestId,
        @Nullable Integer position,
        @Nullable Long dwellMs,
        @Nullable String device,
        @Nullable String sessionId,
        @Nullable Integer listSize) {

    /** Most posts one impression can carry. */
    public static final int MAX_POSTS = 500;

    /** Size of a list of which a post is known, and not how many were beside it. */
    public static final int UNKNOWN_SIZE = 0;

    /** Longest id, and longest of the other texts. */
    public static final int MAX_ID_LENGTH = 200;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public Event {
        postIds = List.copyOf(postIds);
        if (type != EventType.TICK) {
            checkId("event_id", eventId);
            checkId("user_id", userId);
        }
        if (type.isAction()) {
            checkPosts(type, postIds);
        }
        checkOptional("request_id", requestId);
        checkOptional("device", device);
        checkOptional("session_id", sessionId);
        if (eventTime.isAfter(LATEST) || eventTime.toEpochMilli() <= 0) {
            throw FeedrankException.badInput(
                    "event_time: got " + eventTime + ", expected an instant from 1970 to 9999");
        }
        if (dwellMs != null && dwellMs < 0) {
            throw FeedrankException.badInput("dwell_ms: got " + dwellMs + ", expected 0 or more");
        }
        if (type == EventType.DWELL && dwellMs == null) {
            throw FeedrankException.badInput("dwell_ms: missing, expected for type dwell");
        }
        if (listSize != null) {
            checkListSize(type, postIds.size(), listSize);
        }
    }

    /** An event that names all its posts. */
    public Event(
            String eventId,
            String userId,
            EventType type,
            List<String> postIds,
            Instant eventTime,
            @Nullable String requestId,
            @Nullable Integer position,
            @Nullable Long dwellMs,
            @Nullable String device,
            @Nullable String sessionId) {
        this(
                eventId, userId, type, postIds, eventTime, requestId, position, dwellMs, device,
                sessionId, null);
    }

    /** An event with the mandatory fields alone. */
    public static Event of(
            String eventId,
            String userId,
            EventType type,
            List<String> postIds,
            Instant eventTime) {
        return new Event(eventId, userId, type, postIds, eventTime, null, null, null, null, null);
    }

    /** A tick: no person, no post, only time. */
    public static Event tick(Instant eventTime) {
        return of("", "", EventType.TICK, List.of(), eventTime);
    }

    /** Asks the feature jobs to let go of a user. */
    public static Event erasure(String erasureId, String userId, Instant eventTime) {
        return of(erasureId, userId, EventType.ERASE, List.of(), eventTime);
    }

    private static void checkId(String field, String id) {
        if (id.isBlank() || id.length() > MAX_ID_LENGTH) {
            throw FeedrankException.badInput(
                    field
                            + ": got "
                            + id.length()
                            + " characters, expected 1 to "
                            + MAX_ID_LENGTH
                            + ", not blank");
        }
    }

    private static void checkOptional(String field, @Nullable String value) {
        if (value != null && value.length() > MAX_ID_LENGTH) {
            throw FeedrankException.badInput(
                    field
                            + ": got "
                            + value.length()
                            + " characters, expected at most "
                            + MAX_ID_LENGTH);
        }
    }

    private static void checkListSize(EventType type, int named, int size) {
        boolean possible = size >= named && size <= MAX_POSTS;
        if (type != EventType.IMPRESSION || (!possible && size != UNKNOWN_SIZE)) {
            throw FeedrankException.badInput(
                    "list_size: got "
                            + size
                            + " for type "
                            + type.wireName()
                            + ", expected "
                            + named
                            + " to "
                            + MAX_POSTS
                            + ", or 0 when it is not known, for an impression alone");
        }
    }

    private static void checkPosts(EventType type, List<String> postIds) {
        int most = type == EventType.IMPRESSION ? MAX_POSTS : 1;
        if (postIds.isEmpty() || postIds.size() > most) {
            throw FeedrankException.badInput(
                    "post_ids: got "
                            + postIds.size()
                            + " posts, expected 1 to "
                            + most
                            + " for type "
                            + type.wireName());
        }
        postIds.forEach(id -> checkId("post_ids", id));
    }
}

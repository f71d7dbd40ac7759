package io.feedrank.feature.state;

import io.feedrank.feature.event.EventType;

/**
 * What is counted of an event. Its ordinal is the counter's index in every {@code TiledCounts} of
 * posts and users.
 */
public enum Signal {
    IMPRESSION,
    CLICK,
    /** Likes, shares and comments. */
    LIKE,
    /** Hides and reports. */
    HIDE,
    DWELL;

    /** Number of counters. */
    public static final int COUNT = values().length;

    /** The counter that {@code type} adds to; a tick and an erasure have none. */
    public static Signal of(EventType type) {
        return switch (type) {
            case IMPRESSION -> IMPRESSION;
            case CLICK -> CLICK;
            case LIKE, SHARE, COMMENT -> LIKE;
            case HIDE, REPORT -> HIDE;
            case DWELL -> DWELL;
            case TICK, ERASE ->
                    throw new IllegalArgumentException(type.wireName() + " counts nowhere");
        };
    }
}

package io.feedrank.feature.event;

/** What a person did with a post, or a tick: a producer's clock that moves event time on. */
public enum EventType {
    IMPRESSION,
    CLICK,
    LIKE,
    SHARE,
    COMMENT,
    HIDE,
    REPORT,
    DWELL,
    TICK;

    /** Its name on the wire, as in the JSON form. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

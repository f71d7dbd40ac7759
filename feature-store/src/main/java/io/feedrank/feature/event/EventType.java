package io.feedrank.feature.event;

/**
 * What a person did with a post; a tick, a producer's clock that moves event time on; or an
 * erasure, after which nothing is kept of the person.
 */
public enum EventType {
    IMPRESSION,
    CLICK,
    LIKE,
    SHARE,
    COMMENT,
    HIDE,
    REPORT,
    DWELL,
    TICK,
    ERASE;

    /** True for what a person does; false for what the platform alone sends. */
    public boolean isAction() {
        return this != TICK && this != ERASE;
    }

    /** Its name on the wire, as in the JSON form. */
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}

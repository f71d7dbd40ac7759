package io.feedrank.feature.event;

/** Headers of records on {@code <topic>.dlq}, and of a dead letter that is sent once more. */
public final class DeadLetterHeaders {
    /** Why it was set aside: what was got and what is expected. */
    public static final String REASON = "feedrank-reason";

    /** Who set it aside. */
    public static final String CONSUMER = "feedrank-consumer";

    /** Id of the event, empty when it has none that can be read. */
    public static final String EVENT_ID = "feedrank-event-id";

    /** Where the record stood, {@code topic/partition/offset}; empty when it was taken apart. */
    public static final String ORIGIN = "feedrank-origin";

    /** On a record sent once more: the form of {@link Replay}. */
    public static final String REPLAY = "feedrank-replay";

    private DeadLetterHeaders() {}
}

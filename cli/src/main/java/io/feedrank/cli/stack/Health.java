package io.feedrank.cli.stack;

/** What a probe found. */
public sealed interface Health {

    /** It answers, and means it. */
    static Health ok() {
        return new Healthy();
    }

    /** Not yet, or no longer. */
    static Health waiting(String reason) {
        return new Waiting(reason);
    }

    /** Whether it does what it is there for. */
    default boolean healthy() {
        return this instanceof Healthy;
    }

    /** It answers, and means it. */
    record Healthy() implements Health {}

    /**
     * Not yet, or no longer.
     *
     * @param reason what is still missing, in a few words
     */
    record Waiting(String reason) implements Health {}
}

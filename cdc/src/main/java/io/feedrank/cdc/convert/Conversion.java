package io.feedrank.cdc.convert;

/** What became of one captured record. */
public sealed interface Conversion {
    /**
     * A change for its topic.
     *
     * @param key the primary key's parts joined by U+001F
     * @param streamed false for a row of a snapshot, whose source time says nothing about lag
     */
    record Captured(
            CapturedTable table, String key, io.feedrank.proto.v1.Change change, boolean streamed)
            implements Conversion {}

    /**
     * A record that has no valid change.
     *
     * @param deadLetterTopic where it goes
     * @param source table and log position, for people
     */
    record Rejected(String deadLetterTopic, String source, String reason) implements Conversion {}

    /** Not a row: a heartbeat, or the tombstone that follows a delete. */
    record Ignored() implements Conversion {}
}

package io.feedrank.feature.online;

import java.nio.ByteBuffer;

/**
 * A packed value with its version. Versions compare by generation, then sequence, and never go back
 * in the store. Compared by identity of its array.
 *
 * @param generation of the job that wrote it; a backfill has a higher one
 * @param sequence number of updates that it holds
 * @param bytes 16 bytes of version, then the payload in its group's codec
 */
@SuppressWarnings("ArrayRecordComponent")
public record VersionedValue(long generation, long sequence, byte[] bytes) {
    /** Where the payload begins. */
    public static final int PAYLOAD = 16;

    /** Puts the version in front of {@code payload}. */
    public static VersionedValue of(long generation, long sequence, byte[] payload) {
        ByteBuffer buffer = ByteBuffer.allocate(PAYLOAD + payload.length);
        buffer.putLong(generation).putLong(sequence).put(payload);
        return new VersionedValue(generation, sequence, buffer.array());
    }

    /** Reads a stored value back. */
    public static VersionedValue parse(byte[] stored) {
        if (stored.length < PAYLOAD) {
            throw new IllegalArgumentException(
                    "got " + stored.length + " bytes, expected at least " + PAYLOAD);
        }
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        return new VersionedValue(buffer.getLong(), buffer.getLong(), stored);
    }

    /** Whether {@code other} is of a later generation, or of this one and a later sequence. */
    public boolean isOlderThan(VersionedValue other) {
        return generation < other.generation
                || (generation == other.generation && sequence < other.sequence);
    }
}

package io.feedrank.ranking.index;

/** A snapshot could not be written, or is not one that can be trusted. */
public final class SnapshotException extends RuntimeException {
    public SnapshotException(String message) {
        super(message);
    }

    public SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}

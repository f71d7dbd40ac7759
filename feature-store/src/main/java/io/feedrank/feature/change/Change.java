package io.feedrank.feature.change;

import org.jspecify.annotations.Nullable;

/** A committed change of one row, as captured from the database; the row is null for a delete. */
public sealed interface Change {
    /** Where in the log it was committed. */
    LogPosition position();

    /** A change of {@code users}. */
    record UserChange(String userId, LogPosition position, @Nullable User row) implements Change {}

    /** A change of {@code posts}. */
    record PostChange(String postId, LogPosition position, @Nullable Post row) implements Change {}

    /** A change of {@code follows}. */
    record FollowChange(
            String followerId,
            String followeeId,
            LogPosition position,
            long createdAtMs,
            boolean deleted)
            implements Change {}

    /** A change of {@code blocks}. */
    record BlockChange(String userId, String authorId, LogPosition position, boolean deleted)
            implements Change {}

    /** A row of {@code users}. */
    record User(String id, long createdAtMs, String language, String country) {}

    /**
     * A row of {@code posts}.
     *
     * @param expiresAtMs epoch milliseconds, 0 when it never expires
     */
    record Post(
            String id,
            String authorId,
            long createdAtMs,
            String title,
            String language,
            String topic,
            String status,
            long expiresAtMs) {
        /** The status of a post that may be served. */
        public static final String PUBLISHED = "published";
    }

    /** A place in the write-ahead log; for one key it never goes back. */
    record LogPosition(long commitLsn, long lsn) implements Comparable<LogPosition> {
        public static final LogPosition START = new LogPosition(0, 0);

        @Override
        public int compareTo(LogPosition other) {
            int byCommit = Long.compareUnsigned(commitLsn, other.commitLsn);
            return byCommit != 0 ? byCommit : Long.compareUnsigned(lsn, other.lsn);
        }
    }
}

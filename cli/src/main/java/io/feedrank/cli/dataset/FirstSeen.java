package io.feedrank.cli.dataset;

import io.feedrank.feature.clicklog.LogRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Users and posts of a click log: a log has no rows for them, so each is taken to exist from the
 * moment it is first seen.
 */
final class FirstSeen {
    /** Author of posts of which the log names none. */
    static final String NEWSROOM = "newsroom";

    private final Map<String, Instant> users = new LinkedHashMap<>();
    private final Map<String, Instant> posts = new LinkedHashMap<>();
    private @Nullable Instant first;
    private @Nullable Instant last;

    void add(LogRow row) {
        see(users, row.userId(), row.time());
        row.postIds().forEach(post -> see(posts, post, row.time()));
        span(row.time());
        if (!row.clicked().isEmpty()) {
            span(row.time().plus(LogRow.CLICK_DELAY));
        }
    }

    void addRead(String userId, String postId, Instant time) {
        see(users, userId, time);
        see(posts, postId, time);
        span(time);
    }

    Map<String, Instant> posts() {
        return posts;
    }

    Stream<UserRow> users() {
        return users.entrySet().stream()
                .map(entry -> new UserRow(entry.getKey(), entry.getValue(), "", ""));
    }

    /** Time of the first event; 1970 when there is none. */
    Instant start() {
        return first == null ? Instant.EPOCH : first;
    }

    /** Time of the last event; 1970 when there is none. */
    Instant end() {
        return last == null ? Instant.EPOCH : last;
    }

    private static void see(Map<String, Instant> seen, String id, Instant time) {
        seen.merge(id, time, (one, other) -> one.isBefore(other) ? one : other);
    }

    private void span(Instant time) {
        first = first == null || time.isBefore(first) ? time : first;
        last = last == null || time.isAfter(last) ? time : last;
    }
}

package io.feedrank.feature.parity;

import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.proto.v1.AuditedRow;
import io.feedrank.proto.v1.ObservedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All rows that posts had, as captured from the database. Not thread-safe. */
final class PostRows {
    private final Map<String, List<Post>> rows = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();

    void add(PostChange change) {
        if (change.row() == null) {
            deleted.add(change.postId());
        } else {
            rows.computeIfAbsent(change.postId(), any -> new ArrayList<>(1)).add(change.row());
        }
    }

    /** Whether the post ever had this row. */
    boolean had(String postId, AuditedRow row) {
        if (row.getAuthorId().isEmpty() && deleted.contains(postId)) {
            return true;
        }
        return of(postId).stream()
                .anyMatch(
                        each ->
                                each.authorId().equals(row.getAuthorId())
                                        && each.topic().equals(row.getTopic())
                                        && each.createdAtMs() == row.getCreatedAtMs());
    }

    /** Whether the post ever had the topic and author that {@code seen} was stamped with. */
    boolean stamped(ObservedEvent seen) {
        boolean gone = seen.getAuthorId().isEmpty() && deleted.contains(seen.getPostId());
        return gone
                || of(seen.getPostId()).stream()
                        .anyMatch(
                                each ->
                                        each.authorId().equals(seen.getAuthorId())
                                                && each.topic().equals(seen.getTopic()));
    }

    /** A row of the post, when all of them name the same topic and author and none is deleted. */
    Optional<Post> constant(String postId) {
        List<Post> all = of(postId);
        if (all.isEmpty() || deleted.contains(postId)) {
            return Optional.empty();
        }
        Post first = all.get(0);
        return all.stream()
                        .allMatch(
                                each ->
                                        each.topic().equals(first.topic())
                                                && each.authorId().equals(first.authorId()))
                ? Optional.of(first)
                : Optional.empty();
    }

    private List<Post> of(String postId) {
        return rows.getOrDefault(postId, List.of());
    }
}

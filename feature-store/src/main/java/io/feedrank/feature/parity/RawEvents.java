package io.feedrank.feature.parity;

import io.feedrank.proto.v1.ObservedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events as people sent them, by id, and which of them were set aside. Not thread-safe. */
final class RawEvents {
    private final Map<String, List<RawEvent>> byId = new HashMap<>();
    private final Set<List<String>> aside = new HashSet<>();

    void add(RawEvent event) {
        byId.computeIfAbsent(event.event().eventId(), any -> new ArrayList<>(1)).add(event);
    }

    /** An event was late, or became a dead letter, as far as it is about this post. */
    void setAside(String eventId, String postId) {
        aside.add(List.of(eventId, postId));
    }

    boolean isAside(String eventId, String postId) {
        return aside.contains(List.of(eventId, postId));
    }

    Collection<List<RawEvent>> all() {
        return byId.values();
    }

    /** The record that {@code seen} was taken from: one that says just that, else one of its id. */
    Optional<RawEvent> of(ObservedEvent seen) {
        List<RawEvent> sent = byId.getOrDefault(seen.getEventId(), List.of());
        return sent.stream()
                .filter(each -> each.says(seen))
                .findFirst()
                .or(
                        () ->
                                sent.stream()
                                        .filter(each -> each.mentions(seen.getPostId()) > 0)
                                        .findFirst());
    }

    /** How often one event may count for a post. */
    long mentions(String eventId, String postId) {
        return byId.getOrDefault(eventId, List.of()).stream()
                .mapToLong(each -> each.mentions(postId))
                .max()
                .orElse(0);
    }
}

package io.feedrank.cli.dataset;

import io.feedrank.feature.clicklog.LogRow;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Earlier clicks of MIND's users. Their times are not published; their order is, and that they fell
 * in the four weeks before. They are spread evenly over those weeks, in their order. A user's
 * history is that of the first impression: what a later one adds are clicks of this log.
 */
final class MindHistory {
    private static final Duration SPAN = Duration.ofDays(28);

    private final Map<String, List<String>> byUser = new HashMap<>();
    private final Map<String, Instant> firstSeen = new HashMap<>();
    private final Map<String, String> interned = new HashMap<>();

    void add(LogRow row, List<String> history) {
        Instant known = firstSeen.get(row.userId());
        if (known == null || row.time().isBefore(known)) {
            firstSeen.put(row.userId(), row.time());
            List<String> posts = new ArrayList<>(history.size());
            history.forEach(post -> posts.add(interned.computeIfAbsent(post, same -> same)));
            byUser.put(row.userId(), List.copyOf(posts));
        }
    }

    /** Tells of every read, in no order. */
    void forEach(Instant logStart, Consumer<Event> consumer) {
        byUser.forEach(
                (user, posts) -> {
                    for (int i = 0; i < posts.size(); i++) {
                        consumer.accept(event(user, posts, i, logStart));
                    }
                });
    }

    /** Reads in time order; only the next one of each user is held as an event. */
    Reads inOrder(Instant logStart) {
        return new Reads(logStart);
    }

    private static Event event(String user, List<String> posts, int i, Instant logStart) {
        long before = SPAN.toMillis() * (posts.size() - i) / (posts.size() + 1);
        return Event.of(
                "read-" + user + "-" + (i + 1),
                user,
                EventType.CLICK,
                List.of(posts.get(i)),
                logStart.minusMillis(Math.max(before, 1)));
    }

    /** A merge over the users. */
    final class Reads {
        private record Next(Event event, List<String> posts, int index) {}

        private final PriorityQueue<Next> next =
                new PriorityQueue<>(
                        Comparator.comparing((Next one) -> one.event().eventTime())
                                .thenComparing(one -> one.event().eventId()));
        private final Instant logStart;

        private Reads(Instant logStart) {
            this.logStart = logStart;
            byUser.forEach((user, posts) -> push(user, posts, 0));
        }

        /** The next read; null when there are no more. */
        @Nullable Event poll() {
            Next first = next.poll();
            if (first == null) {
                return null;
            }
            push(first.event().userId(), first.posts(), first.index() + 1);
            return first.event();
        }

        private void push(String user, List<String> posts, int index) {
            if (index < posts.size()) {
                next.add(new Next(event(user, posts, index, logStart), posts, index));
            }
        }
    }
}

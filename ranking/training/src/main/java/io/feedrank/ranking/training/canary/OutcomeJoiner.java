package io.feedrank.ranking.training.canary;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.ranking.training.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins feeds of the feature log with the clicks that follow within a window: by request id where a
 * click carries one, else by the user's latest feed that showed the post. A feed counts once, also
 * when it is logged twice; what comes after the window does not count. Bounded: beyond so many open
 * feeds the oldest are closed early. One thread uses it.
 */
final class OutcomeJoiner {
    private static final int MOST_OPEN = 100_000;
    private static final int MOST_CLOSED = 200_000;

    private final Duration window;
    private final Map<String, Served> open = new LinkedHashMap<>();
    private final Map<String, Deque<Served>> byUser = new HashMap<>();
    private final Set<String> closed =
            Collections.newSetFromMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                            return size() > MOST_CLOSED;
                        }
                    });

    OutcomeJoiner(Duration window) {
        this.window = window;
    }

    private static final class Served {
        private final FeatureLogEntry entry;
        private final Set<String> posts = new HashSet<>();
        private final Set<String> clicked = new HashSet<>();
        private @Nullable FeatureLogEntry shadow;

        Served(FeatureLogEntry entry) {
            this.entry = entry;
            entry.getRowsList().forEach(row -> posts.add(row.getPostId()));
        }
    }

    /** Takes an entry of the feature log: a feed, or what the shadow says of one. */
    void add(FeatureLogEntry entry) {
        if (!entry.getShadowOf().isEmpty()) {
            Served served = open.get(entry.getShadowOf());
            if (served != null) {
                served.shadow = entry;
            }
            return;
        }
        String id = entry.getRequestId();
        if (entry.getAttemptsCount() == 0 || open.containsKey(id) || closed.contains(id)) {
            return;
        }
        Served served = new Served(entry);
        open.put(id, served);
        byUser.computeIfAbsent(entry.getUserId(), user -> new ArrayDeque<>()).addFirst(served);
    }

    /** Takes an event; all but clicks are passed over. */
    void add(Event event) {
        if (event.type() != EventType.CLICK) {
            return;
        }
        String postId = event.postIds().get(0);
        Served served = event.requestId() == null ? null : open.get(event.requestId());
        if (served == null) {
            served = latestThatShowed(event.userId(), postId);
        }
        if (served != null && isInTime(served, event) && served.posts.contains(postId)) {
            served.clicked.add(postId);
        }
    }

    /** Feeds whose window has passed at {@code now}, in the order in which they were logged. */
    List<Outcome> close(Instant now) {
        List<Outcome> outcomes = new ArrayList<>();
        var each = open.values().iterator();
        while (each.hasNext()) {
            Served served = each.next();
            boolean passed = scoredAt(served).plus(window).isBefore(now);
            if (!passed && open.size() - outcomes.size() <= MOST_OPEN) {
                break;
            }
            outcomes.add(outcome(served));
        }
        outcomes.forEach(outcome -> forget(outcome.requestId()));
        return outcomes;
    }

    private void forget(String requestId) {
        Served served = open.remove(requestId);
        closed.add(requestId);
        if (served != null) {
            Deque<Served> ofUser = byUser.get(served.entry.getUserId());
            if (ofUser != null) {
                ofUser.remove(served);
                if (ofUser.isEmpty()) {
                    byUser.remove(served.entry.getUserId());
                }
            }
        }
    }

    private @Nullable Served latestThatShowed(String userId, String postId) {
        return byUser.getOrDefault(userId, new ArrayDeque<>()).stream()
                .filter(served -> served.posts.contains(postId))
                .findFirst()
                .orElse(null);
    }

    private boolean isInTime(Served served, Event event) {
        Instant shown = scoredAt(served);
        return !event.eventTime().isBefore(shown) && !event.eventTime().isAfter(shown.plus(window));
    }

    private static Instant scoredAt(Served served) {
        return Instant.ofEpochMilli(served.entry.getScoredAtMs());
    }

    private static Outcome outcome(Served served) {
        double reward = 0;
        for (int i = 0; i < served.entry.getRowsCount(); i++) {
            if (served.clicked.contains(served.entry.getRows(i).getPostId())) {
                reward += Math.log(2) / Math.log(2.0 + i);
            }
        }
        FeatureLogEntry shadow = served.shadow;
        return new Outcome(
                served.entry.getRequestId(),
                served.entry.getAttemptsList(),
                Math.min(1, reward),
                shadow == null || shadow.getAttemptsCount() == 0
                        ? Optional.empty()
                        : Optional.of(
                                new Outcome.Shadow(
                                        shadow.getAttempts(0), gain(shadow, served.clicked))));
    }

    private static Optional<Double> gain(FeatureLogEntry shadow, Set<String> clicked) {
        int rows = shadow.getRowsCount();
        float[] scores = new float[rows];
        boolean[] relevant = new boolean[rows];
        int hits = 0;
        for (int i = 0; i < rows; i++) {
            FeatureLogRow row = shadow.getRows(i);
            scores[i] = row.getScore();
            relevant[i] = clicked.contains(row.getPostId());
            hits += relevant[i] ? 1 : 0;
        }
        if (hits == 0 || hits == rows) {
            return Optional.empty();
        }
        // Equal scores count as the mean over all orders.
        double random = Metrics.ndcg(new float[rows], relevant, rows);
        return Optional.of(Metrics.ndcg(scores, relevant, rows) - random);
    }
}

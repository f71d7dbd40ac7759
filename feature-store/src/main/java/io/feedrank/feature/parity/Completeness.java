package io.feedrank.feature.parity;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.DeclaredStates;
import io.feedrank.feature.state.Entity;
import io.feedrank.feature.state.Observation;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for events that had to be counted and were not. An event is expected of an entity that is
 * known from its first update on, once an event that stands behind it in its partition of {@code
 * feed-events} has been counted for longer than an event waits for its post; unless it was late, or
 * is a dead letter, or its user was erased.
 */
final class Completeness {
    /** Longer than {@code jobs.post-wait-ms}, after which it is a dead letter. */
    private static final Duration WAIT = Duration.ofMinutes(1);

    private final FeatureCatalog catalog;
    private final RawEvents events;
    private final PostRows rows;
    private final TrailReport report;
    private final Map<String, Instant> counted = new HashMap<>();
    private final Map<List<Object>, Instant> begun = new HashMap<>();
    private Instant end = Instant.MIN;

    Completeness(FeatureCatalog catalog, RawEvents events, PostRows rows, TrailReport report) {
        this.catalog = catalog;
        this.events = events;
        this.rows = rows;
        this.report = report;
    }

    /** Some update stands in the trail. */
    void running(Instant appended) {
        end = appended.isAfter(end) ? appended : end;
    }

    /** An update of what was served stands in the trail. */
    void applied(EntityId id, FeatureUpdate update, Instant appended) {
        begun.putIfAbsent(List.of(id, update.getGeneration()), appended);
        if (update.hasEvent()) {
            counted.putIfAbsent(update.getEvent().getEventId(), appended);
        }
    }

    /** Reports what is missing. */
    void check(Map<EntityId, History> histories, Reach reach) {
        Map<EntityId, Set<List<String>>> whole = new HashMap<>();
        Map<EntityId, Long> generations = new HashMap<>();
        histories.forEach(
                (id, history) -> {
                    Optional<Chain> newest = history.newest().filter(Chain::wholeFromTheStart);
                    newest.ifPresent(
                            chain -> {
                                whole.put(id, eventsOf(chain));
                                generations.put(id, chain.generation());
                            });
                });
        Map<Integer, Long> through = through();
        for (List<RawEvent> sent : events.all()) {
            for (RawEvent raw : sent) {
                if (raw.again()
                        || raw.at().offset() >= through.getOrDefault(raw.at().partition(), 0L)
                        || reach.erased().test(raw.event().userId())) {
                    continue;
                }
                for (String postId : new LinkedHashSet<>(raw.event().postIds())) {
                    if (!events.isAside(raw.event().eventId(), postId)) {
                        expect(raw, postId, whole, generations);
                    }
                }
            }
        }
    }

    /** By partition, the offset before which all was counted that will be. */
    private Map<Integer, Long> through() {
        Map<Integer, Long> through = new HashMap<>();
        for (List<RawEvent> sent : events.all()) {
            for (RawEvent raw : sent) {
                Instant at = counted.get(raw.event().eventId());
                if (at != null && at.isBefore(end.minus(WAIT))) {
                    through.merge(raw.at().partition(), raw.at().offset(), Math::max);
                }
            }
        }
        return through;
    }

    private static Set<List<String>> eventsOf(Chain chain) {
        Set<List<String>> events = new HashSet<>();
        for (FeatureUpdate update : chain.path()) {
            if (update.hasEvent()) {
                events.add(List.of(update.getEvent().getEventId(), update.getEvent().getPostId()));
            }
        }
        return events;
    }

    private void expect(
            RawEvent raw,
            String postId,
            Map<EntityId, Set<List<String>>> whole,
            Map<EntityId, Long> generations) {
        Optional<Post> row = rows.constant(postId);
        Observation seen =
                raw.of(postId, row.map(Post::topic).orElse(""), row.map(Post::authorId).orElse(""));
        for (Entity kind : EntityId.KINDS) {
            EntityId id = new EntityId(kind, kind.keyOf(seen));
            Set<List<String>> known = whole.get(id);
            if (known == null || !says(seen, kind) || !since(id, generations, raw)) {
                continue;
            }
            report.eventExpected();
            if (!known.contains(List.of(raw.event().eventId(), postId))) {
                report.found(
                        TrailReport.Problem.LOST,
                        id
                                + ": event "
                                + raw.event().eventId()
                                + " on post "
                                + postId
                                + " ("
                                + seen.signal()
                                + ") is not counted");
            }
        }
    }

    /** Whether the entity counts it at all: of authors and topics some events say nothing. */
    private boolean says(Observation seen, Entity kind) {
        return kind == Entity.POST
                || kind == Entity.USER
                || new DeclaredStates().update(catalog.layouts(kind), seen) != 0;
    }

    /** A backfill leaves history out as it was asked to; what was sent since then counts. */
    private boolean since(EntityId id, Map<EntityId, Long> generations, RawEvent raw) {
        long generation = generations.getOrDefault(id, 1L);
        return generation == 1
                || raw.at()
                        .appended()
                        .isAfter(begun.getOrDefault(List.of(id, generation), Instant.MAX));
    }
}

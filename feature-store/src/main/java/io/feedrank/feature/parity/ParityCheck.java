package io.feedrank.feature.parity;

import io.feedrank.feature.catalog.Collecting;
import io.feedrank.feature.catalog.Counting;
import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.state.Entity;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureLogRow;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes each served value at the version at which it was served, and compares. First give it
 * what was served, then updates in the order of their topic, then captured rows, what was set
 * aside, and events; then ask for the report. It keeps what is of audited entities that were
 * served. Not thread-safe.
 */
public final class ParityCheck {
    private static final String NOT_AUDITED = "not audited";
    private static final String OLDER = "older than the trail";
    private static final String NOT_THERE = "not in the trail";
    private static final String NO_VECTOR = "the post's vector was not logged";

    private final FeatureCatalog catalog;
    private final AuditShare share;
    private final TrailReport trail = new TrailReport();
    private final List<LoggedRow> rows = new ArrayList<>();
    private final Map<EntityId, TreeSet<Version>> wanted = new HashMap<>();
    private final Map<EntityId, History> histories = new HashMap<>();
    private final Set<String> counted = new HashSet<>();
    private final PostRows posts = new PostRows();
    private final RawEvents events = new RawEvents();
    private final Completeness completeness;
    private final Map<String, ColumnParity> columns = new LinkedHashMap<>();
    private final Map<String, Long> unknownColumns = new TreeMap<>();
    private final StalenessCount staleness = new StalenessCount();
    private long requests;
    private long unversioned;

    /**
     * A check.
     *
     * @param share that updates are kept of
     */
    public ParityCheck(FeatureCatalog catalog, AuditShare share) {
        this.catalog = catalog;
        this.share = share;
        this.completeness = new Completeness(catalog, events, posts, trail);
        for (Feature feature : catalog.features()) {
            columns.put(feature.name(), new ColumnParity(feature.aggregation().tolerance()));
        }
    }

    /** Takes what one request was scored with; what a shadow says of it is passed over. */
    public void served(FeatureLogEntry entry) {
        if (!entry.getShadowOf().isEmpty()) {
            return;
        }
        requests++;
        for (FeatureLogRow row : entry.getRowsList()) {
            LoggedRow logged = new LoggedRow(entry, row);
            if (!logged.hasVersions()) {
                unversioned++;
                continue;
            }
            rows.add(logged);
            for (Entity kind : EntityId.KINDS) {
                EntityId id = logged.id(kind);
                if (audited(id)) {
                    TreeSet<Version> versions = wanted.computeIfAbsent(id, any -> new TreeSet<>());
                    logged.versions(id).values().forEach(each -> versions.add(Version.of(each)));
                }
            }
        }
    }

    private boolean audited(EntityId id) {
        return !id.id().isEmpty() && share.covers(id.entity(), id.id());
    }

    /** Takes one update; {@code appended} on the broker's clock. */
    public void applied(FeatureUpdate update, Instant appended) {
        completeness.running(appended);
        EntityId id = EntityId.of(update.getEntity(), update.getEntityId());
        if (wanted.containsKey(id)) {
            histories.computeIfAbsent(id, any -> new History(any, trail)).add(update);
            completeness.applied(id, update, appended);
            counted.add(update.getEvent().getEventId());
        }
    }

    /** Takes a captured change of a post's row. */
    public void changed(PostChange change) {
        posts.add(change);
    }

    /** An event was late, or became a dead letter. */
    public void setAside(Event event) {
        event.postIds().forEach(post -> events.setAside(event.eventId(), post));
    }

    /** Takes what a person did; what is of nothing that was served is passed over. */
    public void happened(RawEvent raw) {
        Event event = raw.event();
        boolean matters =
                counted.contains(event.eventId())
                        || wanted.containsKey(new EntityId(Entity.USER, event.userId()))
                        || event.postIds().stream().anyMatch(this::matters);
        if (matters) {
            events.add(raw);
        }
    }

    private boolean matters(String postId) {
        Post row = posts.constant(postId).orElse(null);
        return wanted.containsKey(new EntityId(Entity.POST, postId))
                || (row != null
                        && (wanted.containsKey(new EntityId(Entity.AUTHOR, row.authorId()))
                                || wanted.containsKey(new EntityId(Entity.TOPIC, row.topic()))));
    }

    /** Compares all that was served. */
    public ParityReport report(Reach reach) {
        TrailCheck check = new TrailCheck(events, posts, reach, trail);
        Stamps stamps = new Stamps();
        histories.forEach(
                (id, history) -> {
                    check.check(id, history);
                    TreeSet<Version> versions = wanted.getOrDefault(id, new TreeSet<>());
                    history.replay(versions, catalog, check::seen, stamps);
                });
        histories.forEach((id, history) -> check.checkStamps(id, history, stamps));
        completeness.check(histories, reach);
        rows.forEach(this::compare);
        long fromBase =
                histories.values().stream()
                        .flatMap(history -> history.newest().stream())
                        .filter(chain -> !chain.wholeFromTheStart())
                        .count();
        return new ParityReport(
                new ParityReport.Read(
                        requests, rows.size(), unversioned, histories.size(), fromBase),
                catalog,
                columns,
                unknownColumns,
                staleness.byGroup(),
                trail);
    }

    private void compare(LoggedRow logged) {
        List<float[]> recomputed = new ArrayList<>();
        int turns = 1;
        for (int turn = 0; turn < turns; turn++) {
            RowReplay replay = new RowReplay(catalog, histories, logged, turn);
            recomputed.add(replay.values());
            turns = replay.turns();
        }
        List<String> names = logged.entry().getColumnsList();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
            if (!columns.containsKey(names.get(i))) {
                unknownColumns.merge(names.get(i), 1L, Long::sum);
            }
        }
        for (int i = 0; i < catalog.width(); i++) {
            Feature feature = catalog.features().get(i);
            Integer at = places.get(feature.name());
            ColumnParity column = columns.get(feature.name());
            if (at != null && column != null) {
                compare(feature, column, logged, logged.row().getFeatures(at), recomputed, i);
            }
        }
    }

    private void compare(
            Feature feature,
            ColumnParity column,
            LoggedRow logged,
            float served,
            List<float[]> recomputed,
            int place) {
        EntityId id = logged.id(feature.entity());
        String reason = unknown(feature, logged, id);
        if (reason != null) {
            column.skip(reason);
            return;
        }
        float value = recomputed.get(0)[place];
        for (float[] other : recomputed) {
            if (column.same(served, other[place])) {
                value = other[place];
            }
        }
        Version version = logged.version(id, feature.group());
        column.compare(
                served, value, version.equals(Version.NOTHING), () -> where(logged, id, version));
        History history = histories.get(id);
        if (history != null) {
            staleness.look(logged, id, feature.group().qualifiedName(), version, history);
        }
    }

    private static String where(LoggedRow logged, EntityId id, Version version) {
        return "request "
                + logged.entry().getRequestId()
                + ", post "
                + logged.row().getPostId()
                + ", "
                + id
                + " at version "
                + version;
    }

    /** Why a feature cannot be recomputed; null when it can. */
    private @Nullable String unknown(Feature feature, LoggedRow logged, EntityId id) {
        if (id.id().isEmpty()) {
            return null;
        }
        if (!audited(id)) {
            return NOT_AUDITED;
        }
        boolean ofVectors =
                feature.aggregation() instanceof Collecting.DecayedSimilarity
                        || feature.aggregation() instanceof Collecting.MeanSimilarity;
        if (ofVectors && !logged.entry().getPostVectorsLogged()) {
            return NO_VECTOR;
        }
        String reason = unknown(id, logged.version(id, feature.group()));
        return reason == null && feature.aggregation() instanceof Counting.ShareOfUser
                ? unknown(id, logged.version(id, FeatureGroup.USER_ACTIVITY))
                : reason;
    }

    private @Nullable String unknown(EntityId id, Version version) {
        History history = histories.get(id);
        if (version.equals(Version.NOTHING)) {
            return null;
        }
        if (history == null || history.beginsAfter(version)) {
            return OLDER;
        }
        return history.at(version).isEmpty() ? NOT_THERE : null;
    }
}

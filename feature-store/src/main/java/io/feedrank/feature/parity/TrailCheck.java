package io.feedrank.feature.parity;

import io.feedrank.feature.parity.TrailReport.Problem;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.Signal;
import io.feedrank.proto.v1.AuditedRow;
import io.feedrank.proto.v1.FeatureUpdate;
import io.feedrank.proto.v1.ObservedEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds what updates say against the events and rows that they were taken from. */
final class TrailCheck {
    private final RawEvents events;
    private final PostRows rows;
    private final Reach reach;
    private final TrailReport report;

    TrailCheck(RawEvents events, PostRows rows, Reach reach, TrailReport report) {
        this.events = events;
        this.rows = rows;
        this.reach = reach;
        this.report = report;
    }

    /**
     * What an update took in: what its event says, with the stamp that the update names; of an
     * event that has expired what the update says.
     */
    Observation seen(FeatureUpdate update) {
        ObservedEvent said = update.getEvent();
        Observation seen =
                events.of(said)
                        .map(raw -> raw.of(said.getPostId(), said.getTopic(), said.getAuthorId()))
                        .orElseGet(
                                () ->
                                        new Observation(
                                                Signal.valueOf(said.getSignal()),
                                                Instant.ofEpochMilli(said.getEventTimeMs()),
                                                new Observation.Subject(
                                                        said.getUserId(),
                                                        said.getPostId(),
                                                        said.getTopic(),
                                                        said.getAuthorId()),
                                                said.getListSize(),
                                                said.getDwellMs(),
                                                null));
        return new Observation(
                seen.signal(),
                seen.time(),
                seen.subject(),
                seen.listSize(),
                seen.dwellMs(),
                vector(said));
    }

    private static float @Nullable [] vector(ObservedEvent said) {
        float[] stamp = Stamps.of(said);
        return stamp.length == 0 ? null : stamp;
    }

    /** Looks at the vectors that clicks of an entity are stamped with, once posts are replayed. */
    void checkStamps(EntityId id, History history, Stamps stamps) {
        for (Chain chain : history.chains()) {
            for (FeatureUpdate update : chain.updates()) {
                ObservedEvent said = update.getEvent();
                if (!Stamps.isClick(said) || !stamps.know(said)) {
                    continue;
                }
                if (stamps.hold(said)) {
                    report.stampFound();
                } else {
                    report.found(
                            Problem.OTHER_STAMP,
                            id + " at " + Version.of(update) + ": " + words(said));
                }
            }
        }
    }

    /** Looks at all updates of an entity. */
    void check(EntityId id, History history) {
        for (Chain chain : history.chains()) {
            for (FeatureUpdate update : chain.updates()) {
                report.update();
                String where = id + " at " + Version.of(update);
                if (update.hasEvent()) {
                    checkEvent(update.getEvent(), where);
                }
                if (update.hasRow()) {
                    AuditedRow row = update.getRow();
                    checkRow(rows.had(id.id(), row), where + " names " + words(row));
                }
            }
        }
        history.newest().ifPresent(chain -> checkOnce(id, chain.path()));
    }

    private void checkEvent(ObservedEvent said, String where) {
        Optional<RawEvent> raw = events.of(said);
        if (raw.isEmpty()) {
            if (reach.has(Instant.ofEpochMilli(said.getEventTimeMs()))) {
                report.found(Problem.NO_EVENT, where + ": no event " + words(said));
            } else {
                report.eventExpired();
            }
            return;
        }
        report.eventFound();
        if (!raw.get().says(said)) {
            report.found(
                    Problem.OTHER_EVENT,
                    where + " says " + words(said) + ", the event is " + raw.get().event());
        }
        checkRow(
                rows.stamped(said),
                where
                        + " is stamped with topic '"
                        + said.getTopic()
                        + "' and author '"
                        + said.getAuthorId()
                        + "' of post "
                        + said.getPostId());
    }

    private void checkRow(boolean known, String what) {
        if (known) {
            report.rowFound();
        } else if (reach.allRows()) {
            report.found(Problem.OTHER_ROW, what);
        }
    }

    private void checkOnce(EntityId id, List<FeatureUpdate> path) {
        Map<List<String>, Long> times = new HashMap<>();
        for (FeatureUpdate update : path) {
            ObservedEvent said = update.getEvent();
            if (update.hasEvent()) {
                times.merge(List.of(said.getEventId(), said.getPostId()), 1L, Long::sum);
            }
        }
        times.forEach(
                (event, count) -> {
                    long most = events.mentions(event.get(0), event.get(1));
                    if (most > 0 && count > most) {
                        report.found(
                                Problem.TWICE,
                                id
                                        + ": event "
                                        + event.get(0)
                                        + " on post "
                                        + event.get(1)
                                        + " counts "
                                        + count
                                        + " times");
                    }
                });
    }

    private static String words(ObservedEvent said) {
        return said.getEventId()
                + " ("
                + said.getSignal()
                + " of "
                + said.getPostId()
                + " by "
                + said.getUserId()
                + " at "
                + Instant.ofEpochMilli(said.getEventTimeMs())
                + ")";
    }

    private static String words(AuditedRow row) {
        return "topic '" + row.getTopic() + "' and author '" + row.getAuthorId() + "'";
    }
}

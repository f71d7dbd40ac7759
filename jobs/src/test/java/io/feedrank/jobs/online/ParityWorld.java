package io.feedrank.jobs.online;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.feature.parity.ParityCheck;
import io.feedrank.feature.parity.ParityReport;
import io.feedrank.feature.parity.RawEvent;
import io.feedrank.feature.parity.Reach;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Six posts, three readers, what they do, what they are served meanwhile, and a look at whether
 * that is right.
 */
@SuppressWarnings("try") // close() declares Exception
final class ParityWorld implements AutoCloseable {
    static final int POSTS = 6;
    static final Instant LATER = Touches.NOON.plus(Duration.ofHours(2));

    private static final List<String> ALL_POSTS = List.of("p0", "p1", "p2", "p3", "p4", "p5");

    private final Random random = new Random(5);
    private final List<PostChange> rows = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<FeatureLogEntry> log = new ArrayList<>();
    private final AuditedOperators operators;

    ParityWorld(AuditShare share) throws Exception {
        operators = new AuditedOperators(share);
        for (int post = 0; post < POSTS; post++) {
            PostChange row = Touches.post("p" + post, "topic" + post % 3, "author" + post % 2);
            rows.add(row);
            operators.change(row);
        }
    }

    AuditedOperators operators() {
        return operators;
    }

    /** What people did, in the order of their topic; to be changed at will. */
    List<Event> events() {
        return events;
    }

    /** What posts were captured with; to be changed at will. */
    List<PostChange> rows() {
        return rows;
    }

    /** What was served; to be changed at will. */
    List<FeatureLogEntry> log() {
        return log;
    }

    /** Some events of some people. */
    void happen(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            EventType type =
                    List.of(
                                    EventType.IMPRESSION,
                                    EventType.IMPRESSION,
                                    EventType.CLICK,
                                    EventType.DWELL,
                                    EventType.LIKE)
                            .get(random.nextInt(5));
            happen("e" + events.size(), "u" + random.nextInt(3), type, "p" + random.nextInt(POSTS));
        }
    }

    void happen(String id, String user, EventType type, String post) throws Exception {
        // Up to a minute out of order.
        Instant time = Touches.NOON.plusSeconds(20L * (events.size() / 20) - random.nextInt(60));
        Event event = Touches.event(id, user, type, post, time);
        events.add(event);
        operators.touch(PostTouch.of(event, 0));
    }

    /** All people look at all posts. */
    void serve(String request, Instant asOf) {
        for (int user = 0; user < 3; user++) {
            log.add(
                    ServedRows.of(
                            operators.store(),
                            user == 0 ? request : request + "-" + user,
                            "u" + user,
                            ALL_POSTS,
                            asOf));
        }
    }

    ParityReport report(List<FeatureUpdate> trail) {
        return reported(check(trail));
    }

    ParityCheck check(List<FeatureUpdate> trail) {
        ParityCheck check = new ParityCheck(FeatureCatalog.standard(), AuditShare.ALL);
        log.forEach(check::served);
        Instant appended = Instant.EPOCH;
        for (FeatureUpdate update : trail) {
            check.applied(update, appended);
        }
        // The job goes on, so what it has not counted by now it never will.
        check.applied(
                FeatureUpdate.newBuilder().setEntity("post").setEntityId("another").build(),
                appended.plus(Duration.ofMinutes(10)));
        rows.forEach(check::changed);
        return check;
    }

    ParityReport reported(ParityCheck check) {
        long offset = 0;
        for (Event event : events) {
            check.happened(new RawEvent(event, false, new RawEvent.At(0, offset++, Instant.EPOCH)));
        }
        return check.report(Reach.everything());
    }

    @Override
    public void close() throws Exception {
        operators.close();
    }
}

package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.feature.parity.ColumnParity;
import io.feedrank.feature.parity.ParityCheck;
import io.feedrank.feature.parity.ParityReport;
import io.feedrank.feature.parity.TrailReport.Problem;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.proto.v1.FeatureLogEntry;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with what was served, or with the trail of it, is found and named. */
class ParityFaultsHarnessTest {
    private static final Instant LATER = ParityWorld.LATER;

    private ParityWorld world;

    @BeforeEach
    void open() throws Exception {
        world = new ParityWorld(AuditShare.ALL);
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void a_served_value_that_was_changed_is_named_with_both_values() throws Exception {
        world.happen(40);
        world.operators().flush();
        world.serve("r1", LATER);
        int column = FeatureCatalog.standard().columns().indexOf("author_clicks_7d");
        FeatureLogEntry entry = world.log().get(0);
        float before = entry.getRows(2).getFeatures(column);
        assertThat(before).isPositive();
        world.log()
                .set(
                        0,
                        entry.toBuilder()
                                .setRows(
                                        2,
                                        entry.getRows(2).toBuilder()
                                                .setFeatures(column, before + 1))
                                .build());

        ParityReport report = world.report(world.operators().trail());
        assertThat(report.ok()).isFalse();
        assertThat(report.unequal()).containsExactly("author_clicks_7d");
        ColumnParity parity = report.columns().get("author_clicks_7d");
        assertThat(parity.differing()).isEqualTo(1);
        assertThat(parity.worst()).isEqualTo(1);
        assertThat(parity.example())
                .startsWith("request r1, post p2, author author0 at version 1.")
                .endsWith("served " + (before + 1) + ", recomputed " + before);
    }

    @Test
    void an_update_that_is_missing_in_the_trail_is_named() throws Exception {
        world.happen(40);
        world.operators().flush();
        world.serve("r1", LATER);
        List<FeatureUpdate> trail = new ArrayList<>(world.operators().trail());
        assertThat(trail.removeIf(update -> isAt(update, "post", "p1", 3))).isTrue();

        ParityReport report = world.report(trail);
        assertThat(report.ok()).isFalse();
        assertThat(report.trail().problems()).containsEntry(Problem.GAP, 1L);
        assertThat(report.trail().examples())
                .anyMatch(text -> text.startsWith("post p1: after update 1.2 comes 1.4"));
    }

    @Test
    void an_event_that_was_never_counted_is_named() throws Exception {
        world.happen(40);
        world.events().add(10, Touches.event("lost", "u1", EventType.CLICK, "p3", Touches.NOON));
        world.operators().flush();
        world.serve("r1", LATER);

        ParityReport report = world.report(world.operators().trail());
        assertThat(report.unequal()).as("nothing was computed from it").isEmpty();
        assertThat(report.ok()).isFalse();
        assertThat(report.trail().problems()).containsOnlyKeys(Problem.LOST);
        assertThat(report.trail().examples())
                .contains(
                        "post p3: event lost on post p3 (CLICK) is not counted",
                        "user u1: event lost on post p3 (CLICK) is not counted");
    }

    @Test
    void an_event_that_was_set_aside_is_not_expected() throws Exception {
        world.happen(40);
        Event late = Touches.event("late", "u1", EventType.CLICK, "p3", Touches.NOON);
        world.events().add(10, late);
        world.operators().flush();
        world.serve("r1", LATER);

        ParityCheck check = world.check(world.operators().trail());
        check.setAside(late);
        assertThat(world.reported(check).ok()).isTrue();
    }

    @Test
    void an_event_that_counts_twice_is_named() throws Exception {
        world.happen(40);
        Event again = world.events().get(7);
        world.operators().touch(PostTouch.of(again, 0));
        world.operators().flush();
        world.serve("r1", LATER);

        ParityReport report = world.report(world.operators().trail());
        assertThat(report.trail().problems()).containsOnlyKeys(Problem.TWICE);
        assertThat(report.trail().examples())
                .contains(
                        "user "
                                + again.userId()
                                + ": event "
                                + again.eventId()
                                + " on post "
                                + again.postIds().get(0)
                                + " counts 2 times");
    }

    @Test
    void an_update_of_no_event_is_named_and_one_that_says_other_than_its_event_differs()
            throws Exception {
        world.happen(40);
        world.operators().flush();
        world.serve("r1", LATER);
        Event gone = world.events().remove(3);
        int at = 4;
        while (world.events().get(at).type() == EventType.CLICK) {
            at++;
        }
        Event changed = world.events().get(at);
        world.events()
                .set(
                        at,
                        Touches.event(
                                changed.eventId(),
                                changed.userId(),
                                EventType.HIDE,
                                changed.postIds().get(0),
                                changed.eventTime()));

        ParityReport report = world.report(world.operators().trail());
        assertThat(report.trail().problems())
                .containsOnlyKeys(Problem.NO_EVENT, Problem.OTHER_EVENT);
        assertThat(report.trail().examples())
                .anyMatch(text -> text.contains("no event " + gone.eventId()))
                .anyMatch(text -> text.contains("says " + changed.eventId()));
        assertThat(report.unequal())
                .as("recomputed from the event, not from what the trail says")
                .contains("post_hides_24h");
    }

    @Test
    void a_row_that_the_post_never_had_is_named() throws Exception {
        world.happen(20);
        world.operators().flush();
        world.serve("r1", LATER);
        world.rows().set(1, Touches.post("p1", "another", "author1"));

        assertThat(world.report(world.operators().trail()).trail().problems())
                .containsOnlyKeys(Problem.OTHER_ROW);
    }

    @Test
    void a_click_that_is_stamped_with_a_vector_that_its_post_did_not_have_is_named()
            throws Exception {
        world.happen(40);
        world.operators().flush();
        world.serve("r1", LATER);
        List<FeatureUpdate> trail = new ArrayList<>(world.operators().trail());
        trail.replaceAll(
                update ->
                        update.getEntity().equals("user") && update.getEvent().getVectorCount() > 0
                                ? update.toBuilder()
                                        .setEvent(update.getEvent().toBuilder().setVector(0, 0.75f))
                                        .build()
                                : update);

        ParityReport report = world.report(trail);
        assertThat(report.trail().problems()).containsOnlyKeys(Problem.OTHER_STAMP);
        assertThat(report.unequal()).contains("user_post_similarity");
    }

    private static boolean isAt(FeatureUpdate update, String entity, String id, long sequence) {
        return update.getEntity().equals(entity)
                && update.getEntityId().equals(id)
                && update.getSequence() == sequence;
    }
}

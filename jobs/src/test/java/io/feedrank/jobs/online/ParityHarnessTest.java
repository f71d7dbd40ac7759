package io.feedrank.jobs.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.parity.AuditShare;
import io.feedrank.feature.parity.ParityReport;
import io.feedrank.feature.parity.Staleness;
import io.feedrank.feature.parity.TrailReport.Problem;
import io.feedrank.feature.state.Entity;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.proto.v1.BaseState;
import io.feedrank.proto.v1.FeatureUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the online operators serve, against the events that they took in. */
@SuppressWarnings("try") // close() declares Exception
class ParityHarnessTest {
    private static final int POSTS = ParityWorld.POSTS;
    private static final Instant LATER = ParityWorld.LATER;

    /** On the wire: declared groups (field 2, one byte), none of them. */
    private static final byte[] DECLARING_NOTHING = {2 << 3 | 2, 1, 0};

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
    void what_was_served_at_any_moment_equals_what_is_recomputed_at_its_version() throws Exception {
        for (int round = 0; round < 10; round++) {
            world.happen(20);
            // Half of the rounds serve values that lack the newest updates.
            if (round % 2 == 0) {
                world.operators().flush();
            }
            world.serve("r" + round, LATER.plusSeconds(round));
        }

        ParityReport report = world.report(world.operators().trail());
        assertThat(report.trail().examples()).isEmpty();
        assertThat(report.unequal()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(report.skipped()).isEmpty();
        for (Entity kind : List.of(Entity.POST, Entity.AUTHOR, Entity.TOPIC, Entity.USER)) {
            assertThat(report.comparedOf(kind)).as(kind.id()).isPositive();
        }
        assertThat(report.columns().values())
                .allSatisfy(column -> assertThat(column.compared()).isEqualTo(30 * POSTS));
        assertThat(report.columns().get("user_post_similarity").defaults()).isLessThan(100);
        assertThat(report.trail().ofTrail()).isZero();
        assertThat(report.trail().stamps()).as("a click has four updates").isGreaterThan(100);
        assertThat(report.trail().expected())
                .as("of post and user each, of author and topic most")
                .isGreaterThan(3L * world.events().size());
    }

    @Test
    void after_a_restore_both_runs_are_recomputed_though_their_versions_are_the_same()
            throws Exception {
        world.happen(30);
        AuditedOperators.Checkpoint checkpoint = world.operators().checkpoint();
        int kept = world.events().size();
        world.happen(20);
        world.operators().flush();
        world.serve("before", LATER);
        world.operators().restore(checkpoint);
        // The same events come once more, in another order, and more.
        List<Event> again = new ArrayList<>(world.events().subList(kept, world.events().size()));
        Collections.reverse(again);
        for (Event event : again) {
            world.operators().touch(PostTouch.of(event, 0));
        }
        world.serve("between", LATER.plusSeconds(1));
        world.happen(20);
        world.operators().flush();
        world.serve("after", LATER.plusSeconds(2));

        ParityReport report = world.report(world.operators().trail());
        assertThat(report.trail().examples()).isEmpty();
        assertThat(report.unequal()).isEmpty();
        assertThat(report.skipped()).isEmpty();
        assertThat(report.ok()).isTrue();
    }

    @Test
    void what_is_older_than_the_trail_is_skipped_until_a_state_is_written_whole() throws Exception {
        for (int i = 0; i < AuditTrail.BASE_EVERY + 20; i++) {
            world.happen("e" + i, "u1", EventType.IMPRESSION, "p1");
            if (i == 40) {
                world.operators().flush();
                world.serve("early", LATER);
            }
        }
        world.operators().flush();
        world.serve("late", LATER.plusSeconds(1));

        ParityReport whole = world.report(world.operators().trail());
        assertThat(whole.ok()).isTrue();
        assertThat(whole.trail().bases()).as("of post, author, topic and user").isEqualTo(4);
        List<FeatureUpdate> expired =
                world.operators().trail().subList(100, world.operators().trail().size());
        ParityReport report = world.report(expired);
        assertThat(report.trail().examples()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(report.read().fromBase()).isEqualTo(4);
        assertThat(report.skipped()).containsOnlyKeys("older than the trail");
        assertThat(report.comparedOf(Entity.USER)).isPositive();

        BaseState nothing = BaseState.parseFrom(DECLARING_NOTHING);
        List<FeatureUpdate> wrong = new ArrayList<>(world.operators().trail());
        wrong.replaceAll(
                update ->
                        update.hasBase() && update.getEntity().equals("topic")
                                ? update.toBuilder()
                                        .setBase(update.getBase().toBuilder().mergeFrom(nothing))
                                        .build()
                                : update);
        assertThat(world.report(wrong).trail().problems()).containsOnlyKeys(Problem.OTHER_BASE);
    }

    @Test
    void staleness_is_what_a_served_version_lacked() throws Exception {
        world.happen("e1", "u1", EventType.IMPRESSION, "p1");
        world.operators().flush();
        world.happen("e2", "u1", EventType.IMPRESSION, "p1");
        world.happen("e3", "u1", EventType.CLICK, "p1");
        Instant asOf = Touches.NOON.plusSeconds(60);
        world.log().add(ServedRows.of(world.operators().store(), "r1", "u1", List.of("p1"), asOf));

        ParityReport report = world.report(world.operators().trail());
        assertThat(report.ok()).isTrue();
        Staleness stats = report.staleness().get("post_stats:v1");
        assertThat(stats.served()).isEqualTo(1);
        assertThat(stats.written().updatesP50()).isEqualTo(2);
        assertThat(stats.written().millisP50()).isBetween(0L, 60_000L);
        assertThat(stats.ideal().updatesP50()).isEqualTo(2);
        assertThat(stats.ideal().millisP50()).isBetween(60_000L, 120_000L);
        assertThat(report.staleness().get("post_meta:v1").ideal().behind()).isZero();
        assertThat(report.staleness().get("user_vector:v1").written().updatesP50())
                .as("never written: clicks alone count there")
                .isEqualTo(1);
    }

    @Test
    void nobody_is_told_of_who_is_not_audited() throws Exception {
        try (ParityWorld unaudited = new ParityWorld(AuditShare.NONE)) {
            unaudited.happen(40);
            unaudited.operators().flush();
            assertThat(unaudited.operators().store()).isNotEmpty();
            assertThat(unaudited.operators().trail()).isEmpty();
        }
    }
}

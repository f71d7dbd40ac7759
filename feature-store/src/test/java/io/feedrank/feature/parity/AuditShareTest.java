package io.feedrank.feature.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.Settings;
import io.feedrank.feature.state.Entity;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditShareTest {
    @Test
    void one_in_sixteen_is_about_that_many_of_each_kind_and_not_the_same_of_all() {
        AuditShare share = new AuditShare(16);
        for (Entity kind : EntityId.KINDS) {
            long covered =
                    IntStream.range(0, 16_000).filter(i -> share.covers(kind, "x-" + i)).count();
            assertThat(covered).as(kind.id()).isBetween(900L, 1_100L);
        }
        assertThat(IntStream.range(0, 16_000))
                .anyMatch(
                        i ->
                                share.covers(Entity.USER, "x-" + i)
                                        && !share.covers(Entity.AUTHOR, "x-" + i));
    }

    /** A share that changed would leave the verifier looking for others than the job tells of. */
    @Test
    void who_is_covered_never_changes() {
        AuditShare share = new AuditShare(64);
        assertThat(IntStream.range(0, 1_000).filter(i -> share.covers(Entity.USER, "u-" + i)))
                .containsExactly(111, 327, 584, 646, 703, 789, 850, 936, 960, 980);
    }

    @Test
    void none_and_all_are_said_with_zero_and_one() {
        assertThat(AuditShare.NONE.covers(Entity.POST, "p")).isFalse();
        assertThat(AuditShare.ALL.covers(Entity.POST, "p")).isTrue();
    }

    @Test
    void the_setting_is_read_and_an_impossible_one_is_refused_by_its_key() {
        assertThat(AuditShare.from(Settings.of(Map.of()))).isEqualTo(new AuditShare(64));
        assertThat(AuditShare.from(Settings.of(Map.of(AuditShare.KEY, "0"))))
                .isEqualTo(AuditShare.NONE);
        assertThatThrownBy(() -> new AuditShare(-1))
                .hasMessage("features.audit-one-in: got -1, expected 0 or more");
    }
}

package io.feedrank.feature.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayedSumsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final long NOON = 1_684_411_200L;

    private record Added(int first, int second, long at, double weight) {}

    @Test
    void a_weight_is_halved_after_its_half_life() {
        DecayedSums sums = DecayedSums.of(HOUR, DAY);

        sums.add(7, NOON, 3);

        assertThat(sums.get(7, 0, NOON)).isEqualTo(3);
        assertThat(sums.get(7, 0, NOON + 3600)).isCloseTo(1.5, within(1e-12));
        assertThat(sums.get(7, 1, NOON + 86_400)).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void an_unknown_key_has_nothing() {
        DecayedSums sums = DecayedSums.of(HOUR);
        DecayedPairSums pairs = new DecayedPairSums(HOUR);

        sums.add(3, NOON, 1);
        pairs.add(3, 4, NOON, 1);

        assertThat(sums.get(2, 0, NOON)).isZero();
        assertThat(sums.get(1_000_000, 0, NOON)).isZero();
        assertThat(pairs.get(4, 3, NOON)).isZero();
    }

    @Test
    void sums_equal_a_loop_over_all_that_was_added() {
        List<Added> added = random(2_000, 40, 10);
        DecayedSums sums = DecayedSums.of(HOUR, DAY);
        long now = NOON;
        for (Added one : added) {
            sums.add(one.first(), one.at(), one.weight());
            now = one.at() + 100;
            double expected = 0;
            for (Added other : added) {
                if (other.first() == one.first() && other.at() <= one.at()) {
                    expected += other.weight() * Math.pow(2, -(now - other.at()) / 86_400.0);
                }
            }
            // Later ones of the same second are not in yet.
            if (added.stream().filter(other -> other.at() == one.at()).count() == 1) {
                assertThat(sums.get(one.first(), 1, now))
                        .isCloseTo(expected, within(1e-9 * (1 + expected)));
            }
        }
    }

    @Test
    void pairs_equal_a_loop_within_what_is_forgotten() {
        List<Added> added = random(60_000, 300, 300);
        DecayedPairSums pairs = new DecayedPairSums(HOUR);
        added.forEach(one -> pairs.add(one.first(), one.second(), one.at(), one.weight()));
        long now = added.get(added.size() - 1).at() + 5;

        for (Added one : added.subList(added.size() - 50, added.size())) {
            double expected = 0;
            for (Added other : added) {
                if (other.first() == one.first() && other.second() == one.second()) {
                    expected += other.weight() * Math.pow(2, -(now - other.at()) / 3600.0);
                }
            }
            assertThat(pairs.get(one.first(), one.second(), now)).isCloseTo(expected, within(2e-3));
        }
    }

    private static List<Added> random(int count, int firsts, int seconds) {
        Random random = new Random(5);
        List<Added> added = new ArrayList<>();
        long at = NOON;
        for (int i = 0; i < count; i++) {
            at += random.nextInt(20);
            added.add(
                    new Added(
                            random.nextInt(firsts),
                            random.nextInt(seconds),
                            at,
                            random.nextDouble()));
        }
        return added;
    }
}

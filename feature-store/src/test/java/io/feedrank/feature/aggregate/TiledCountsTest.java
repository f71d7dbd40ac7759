package io.feedrank.feature.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TiledCountsTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
    private static final Codec<TiledCounts> CODEC = TiledCounts.codec(TileLadder.FINE, 2);

    private record Added(Instant time, int counter) {}

    @Property(tries = 60)
    void any_order_of_arrival_gives_the_same_bytes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int events) {
        List<Added> added = events(seed, events);
        TiledCounts inOrder = fold(added);
        Collections.shuffle(added, new Random(seed));

        assertThat(CODEC.toBytes(fold(added))).isEqualTo(CODEC.toBytes(inOrder));
    }

    @Property(tries = 60)
    void decayed_count_agrees_with_a_loop_over_events_within_half_a_tile(@ForAll long seed) {
        List<Added> added = events(seed, 300);
        DecayWeights weights = new DecayWeights(NOON);
        for (HalfLife halfLife : HalfLife.values()) {
            double exact = 0;
            double mostOff = 0;
            for (Added event : added) {
                double age = NOON.getEpochSecond() - (double) event.time().getEpochSecond();
                double weight = halfLife.weight(age);
                if (event.counter() == 1) {
                    exact += weight;
                    mostOff +=
                            weight
                                    * (Math.exp(
                                                    Math.log(2)
                                                            * halfTile(age)
                                                            / halfLife.duration().toSeconds())
                                            - 1);
                }
            }
            assertThat(fold(added).decayed(1, weights, halfLife))
                    .isBetween(exact - mostOff - 1e-9, exact + mostOff + 1e-9);
        }
    }

    /**
     * Half the width of the tile that answers for an event of this age; the boundary of a level may
     * lie one coarser tile off.
     */
    private static double halfTile(double ageSeconds) {
        if (ageSeconds <= Duration.ofHours(2).toSeconds()) {
            return 150;
        }
        return ageSeconds <= Duration.ofHours(42).toSeconds() ? 1_800 : 10_800;
    }

    @Test
    void the_binary_form_keeps_every_value() {
        TiledCounts counts = fold(events(7, 500));
        TiledCounts read = CODEC.fromBytes(CODEC.toBytes(counts), 0);

        DecayWeights weights = new DecayWeights(NOON);
        assertThat(read.decayed(0, weights, HalfLife.SIX_HOURS))
                .isEqualTo(counts.decayed(0, weights, HalfLife.SIX_HOURS));
        assertThat(read.total(0)).isEqualTo(counts.total(0));
        assertThat(read.newest()).isEqualTo(counts.newest());
    }

    @Test
    void a_window_holds_what_lies_inside_it() {
        TiledCounts counts = new TiledCounts(TileLadder.FINE, 2);
        counts.add(NOON.minus(Duration.ofMinutes(10)), 0, 1);
        counts.add(NOON.minus(Duration.ofMinutes(90)), 0, 1);
        counts.add(NOON.minus(Duration.ofHours(30)), 0, 1);
        counts.add(NOON.minus(Duration.ofDays(6)), 0, 1);

        assertThat(counts.window(0, NOON, Duration.ofHours(1))).isEqualTo(1);
        assertThat(counts.window(0, NOON, Duration.ofHours(6))).isEqualTo(2);
        assertThat(counts.window(0, NOON, Duration.ofDays(2))).isEqualTo(3);
        assertThat(counts.window(0, NOON, Duration.ofDays(7))).isEqualTo(4);
    }

    @Test
    void what_is_older_than_every_span_stays_in_the_total_alone() {
        TiledCounts counts = new TiledCounts(TileLadder.FINE, 2);
        counts.add(NOON.minus(Duration.ofDays(40)), 0, 1);
        counts.add(NOON, 0, 1);

        assertThat(counts.total(0)).isEqualTo(2);
        assertThat(counts.decayed(0, new DecayWeights(NOON), HalfLife.ONE_DAY)).isEqualTo(1.0);
    }

    @Test
    void state_stays_bounded_over_a_year() {
        TiledCounts counts = new TiledCounts(TileLadder.FINE, 2);
        for (int minute = 0; minute < 525_600; minute += 7) {
            counts.add(NOON.plus(Duration.ofMinutes(minute)), 0, 1);
        }
        assertThat(CODEC.toBytes(counts).length).isLessThan(600);
    }

    private static TiledCounts fold(List<Added> events) {
        TiledCounts counts = new TiledCounts(TileLadder.FINE, 2);
        events.forEach(event -> counts.add(event.time(), event.counter(), 1));
        return counts;
    }

    private static List<Added> events(long seed, int count) {
        Random random = new Random(seed);
        List<Added> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long age = (long) (Math.pow(random.nextDouble(), 3) * Duration.ofDays(7).toSeconds());
            events.add(new Added(NOON.minusSeconds(age), random.nextInt(2)));
        }
        return events;
    }
}

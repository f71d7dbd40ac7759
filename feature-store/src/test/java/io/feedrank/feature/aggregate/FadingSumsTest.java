package io.feedrank.feature.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FadingSumsTest {
    private static final FadingSums.Rates RATES =
            FadingSums.Rates.of(Duration.ofHours(1), Duration.ofDays(1));
    private static final long NOON = 1_684_411_200L;

    private record Added(long at, double weight) {}

    @Test
    void any_order_gives_what_a_loop_over_all_that_was_added_gives() {
        List<Added> added = random(500);
        for (int order = 0; order < 5; order++) {
            FadingSums sums = new FadingSums(RATES);
            added.forEach(one -> sums.add(one.at(), one.weight()));
            long now = NOON + 200_000;
            for (int i = 0; i < 2; i++) {
                double halfLife = i == 0 ? 3_600 : 86_400;
                double expected = 0;
                double size = 0;
                for (Added one : added) {
                    double left = one.weight() * Math.pow(2, -(now - one.at()) / halfLife);
                    expected += left;
                    size += Math.abs(left);
                }
                assertThat(sums.get(i, now)).isCloseTo(expected, within(1e-9 * size));
            }
            Collections.shuffle(added, new Random(order));
        }
    }

    @Test
    void in_order_it_gives_the_bits_of_the_sums_of_many_keys() {
        FadingSums one = new FadingSums(RATES);
        DecayedSums many = DecayedSums.of(Duration.ofHours(1), Duration.ofDays(1));
        List<Added> added = random(200);
        added.sort((a, b) -> Long.compare(a.at(), b.at()));
        for (Added each : added) {
            one.add(each.at(), each.weight());
            many.add(3, each.at(), each.weight());
            assertThat(one.get(1, each.at() + 50)).isEqualTo(many.get(3, 1, each.at() + 50));
        }
    }

    @Test
    void what_is_written_is_read_as_floats_and_nothing_takes_a_byte() {
        Codec<FadingSums> codec = FadingSums.codec(RATES);
        FadingSums sums = new FadingSums(RATES);
        random(50).forEach(one -> sums.add(one.at(), one.weight()));

        byte[] bytes = codec.toBytes(sums);
        FadingSums read = codec.fromBytes(bytes, 0);
        FadingSums copy = codec.copy(sums);
        copy.add(NOON + 200_000, 1);

        assertThat(bytes).hasSize(5 + 2 * 4);
        assertThat(codec.toBytes(new FadingSums(RATES))).hasSize(1);
        assertThat(codec.toBytes(read)).isEqualTo(bytes);
        double known = sums.get(1, NOON + 200_000);
        assertThat(read.get(1, NOON + 200_000)).isCloseTo(known, within(1e-6 * Math.abs(known)));
        assertThat(copy.get(1, NOON + 200_000)).isEqualTo(known + 1);
    }

    private static List<Added> random(int count) {
        Random random = new Random(7);
        List<Added> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(new Added(NOON + random.nextInt(100_000), random.nextGaussian()));
        }
        return added;
    }
}

package io.feedrank.feature.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceStrengthsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long NOON = 1_684_411_200L;

    @Test
    void a_choice_out_of_many_says_more_than_one_out_of_few() {
        ChoiceStrengths few = new ChoiceStrengths(0.5, DAY);
        ChoiceStrengths many = new ChoiceStrengths(0.5, DAY);

        few.learn(new int[] {1, 2}, new boolean[] {true, false}, NOON);
        many.learn(new int[] {1, 2, 3, 4}, new boolean[] {true, false, false, false}, NOON);

        assertThat(few.get(1, NOON)).isCloseTo(0.25, within(1e-12));
        assertThat(many.get(1, NOON)).isCloseTo(0.375, within(1e-12));
        assertThat(many.get(2, NOON)).isCloseTo(-0.125, within(1e-12));
    }

    @Test
    void beating_the_strong_says_more_than_beating_the_weak() {
        ChoiceStrengths strengths = new ChoiceStrengths(0.5, DAY);
        for (int i = 0; i < 20; i++) {
            strengths.learn(new int[] {1, 2}, new boolean[] {true, false}, NOON);
        }

        strengths.learn(new int[] {1, 3}, new boolean[] {false, true}, NOON);
        strengths.learn(new int[] {2, 4}, new boolean[] {false, true}, NOON);

        assertThat(strengths.get(3, NOON)).isGreaterThan(strengths.get(4, NOON) + 0.1);
    }

    @Test
    void a_strength_decays_towards_that_of_the_unknown() {
        ChoiceStrengths strengths = new ChoiceStrengths(0.5, DAY);

        strengths.learn(new int[] {1, 2}, new boolean[] {true, false}, NOON);

        assertThat(strengths.get(1, NOON + 86_400)).isCloseTo(0.125, within(1e-12));
        assertThat(strengths.get(9, NOON)).isZero();
    }

    @Test
    void a_set_of_which_nothing_was_chosen_teaches_nothing() {
        ChoiceStrengths strengths = new ChoiceStrengths(0.5, DAY);

        strengths.learn(new int[] {1, 2}, new boolean[] {false, false}, NOON);

        assertThat(strengths.get(1, NOON)).isZero();
    }

    @Test
    void each_choice_moves_strengths_by_the_slope_of_its_likelihood() {
        Random random = new Random(3);
        ChoiceStrengths strengths = new ChoiceStrengths(0.2, DAY);
        Map<Integer, Double> naive = new HashMap<>();
        for (int round = 0; round < 200; round++) {
            int[] keys = random.ints(0, 30).distinct().limit(5).toArray();
            boolean[] chosen = new boolean[5];
            chosen[random.nextInt(5)] = true;
            Map<Integer, Double> before = new HashMap<>(naive);
            for (int i = 0; i < 5; i++) {
                double slope = slope(before, keys, chosen, keys[i]);
                naive.merge(keys[i], 0.2 * slope, Double::sum);
            }
            strengths.learn(keys, chosen, NOON);
        }
        naive.forEach(
                (key, strength) ->
                        assertThat(strengths.get(key, NOON)).isCloseTo(strength, within(1e-6)));
    }

    private static double slope(
            Map<Integer, Double> strengths, int[] keys, boolean[] chosen, int key) {
        double step = 1e-5;
        Map<Integer, Double> up = new HashMap<>(strengths);
        Map<Integer, Double> down = new HashMap<>(strengths);
        up.merge(key, step, Double::sum);
        down.merge(key, -step, Double::sum);
        return (likelihood(up, keys, chosen) - likelihood(down, keys, chosen)) / (2 * step);
    }

    private static double likelihood(Map<Integer, Double> strengths, int[] keys, boolean[] chosen) {
        double total = 0;
        double likelihood = 0;
        for (int i = 0; i < keys.length; i++) {
            double strength = strengths.getOrDefault(keys[i], 0.0);
            total += Math.exp(strength);
            likelihood += chosen[i] ? strength : 0;
        }
        return likelihood - Math.log(total);
    }
}

package io.feedrank.feature.impression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    @Test
    void a_choice_out_of_many_says_more_than_one_out_of_few() {
        assertThat(Choice.surprises(new double[2], new boolean[] {true, false}))
                .containsExactly(new double[] {0.5, -0.5}, within(1e-12));
        assertThat(Choice.surprises(new double[4], new boolean[] {true, false, false, false}))
                .containsExactly(new double[] {0.75, -0.25, -0.25, -0.25}, within(1e-12));
    }

    @Test
    void a_list_of_which_nothing_was_chosen_says_nothing() {
        assertThat(Choice.surprises(new double[] {1, 2}, new boolean[2])).containsExactly(0, 0);
    }

    @Test
    void a_surprise_is_the_slope_of_the_likelihood() {
        Random random = new Random(3);
        for (int round = 0; round < 100; round++) {
            double[] strengths = random.doubles(5, -2, 2).toArray();
            boolean[] chosen = new boolean[5];
            chosen[random.nextInt(5)] = true;
            double[] surprises = Choice.surprises(strengths, chosen);
            for (int i = 0; i < 5; i++) {
                double[] up = strengths.clone();
                double[] down = strengths.clone();
                up[i] += 1e-5;
                down[i] -= 1e-5;
                double slope = (likelihood(up, chosen) - likelihood(down, chosen)) / 2e-5;
                assertThat(surprises[i]).isCloseTo(slope, within(1e-6));
            }
        }
    }

    private static double likelihood(double[] strengths, boolean[] chosen) {
        double total = Arrays.stream(strengths).map(Math::exp).sum();
        double likelihood = 0;
        for (int i = 0; i < strengths.length; i++) {
            likelihood += chosen[i] ? strengths[i] - Math.log(total) : 0;
        }
        return likelihood;
    }
}

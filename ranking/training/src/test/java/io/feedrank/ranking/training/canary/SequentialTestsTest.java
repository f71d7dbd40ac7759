package io.feedrank.ranking.training.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often the tests are wrong when one looks after every observation. */
class SequentialTestsTest {
    private static final double ALPHA = 0.05;
    private static final int RUNS = 400;

    @Test
    void a_rate_that_is_allowed_is_called_too_high_no_more_often_than_alpha() {
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            wrong += isCalledTooHigh(new Random(run), 0.1, 0.1, 3_000) ? 1 : 0;
        }
        // 5% of 400 runs are 20; ten more are two and a half standard deviations.
        assertThat(wrong).isLessThanOrEqualTo(30);
    }

    @Test
    void a_rate_that_is_too_high_is_found_the_sooner_the_higher_it_is() {
        for (int run = 0; run < 50; run++) {
            assertThat(isCalledTooHigh(new Random(run), 0.2, 0.1, 3_000)).isTrue();
            assertThat(isCalledTooHigh(new Random(run), 0.9, 0.1, 12)).isTrue();
        }
        RateTest never = new RateTest();
        for (int i = 0; i < 1_000; i++) {
            never.observe(false, 0.01);
        }
        assertThat(never.evidence()).isLessThan(1);
        assertThat(never.rate()).isZero();
    }

    @Test
    void an_interval_holds_the_true_difference_at_all_times_in_all_but_alpha_of_the_runs() {
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            MeanDifference difference = new MeanDifference(0.05);
            boolean left = false;
            for (int i = 0; i < 4_000; i++) {
                // One in five tries it; rewards are skewed, as clicks are.
                if (i % 5 == 0) {
                    difference.observeTrial(reward(random, 0.35));
                } else {
                    difference.observeControl(reward(random, 0.30));
                }
                left |=
                        difference.trials() >= 50
                                && Math.abs(difference.difference() - 0.05 * 0.75)
                                        > difference.halfWidth(ALPHA);
            }
            wrong += left ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(30);
    }

    @Test
    void an_interval_narrows_to_what_is_looked_for() {
        Random random = new Random(1);
        MeanDifference difference = new MeanDifference(0.05);
        assertThat(difference.halfWidth(ALPHA)).isInfinite();
        for (int i = 0; i < 100_000; i++) {
            difference.observeTrial(reward(random, 0.3));
            difference.observeControl(reward(random, 0.3));
        }
        assertThat(difference.halfWidth(ALPHA)).isLessThan(0.01);
        assertThat(Math.abs(difference.difference())).isLessThan(difference.halfWidth(ALPHA));
    }

    private static double reward(Random random, double clicks) {
        return random.nextDouble() < clicks ? 0.5 + 0.5 * random.nextDouble() : 0;
    }

    private static boolean isCalledTooHigh(
            Random random, double rate, double allowed, int observations) {
        RateTest test = new RateTest();
        for (int i = 0; i < observations; i++) {
            test.observe(random.nextDouble() < rate, allowed);
            if (test.evidence() >= 1 / ALPHA) {
                return true;
            }
        }
        return false;
    }
}

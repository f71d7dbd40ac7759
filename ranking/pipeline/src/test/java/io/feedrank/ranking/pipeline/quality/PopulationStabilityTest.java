package io.feedrank.ranking.pipeline.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PopulationStabilityTest {
    @Test
    void a_sample_beside_itself_is_zero() {
        assertThat(PopulationStability.between(steps(100, 0), steps(100, 0))).isZero();
    }

    @Test
    void a_value_that_never_changed_may_rise_or_fall_and_both_show() {
        float[] three = {3, 3, 3, 3};
        assertThat(PopulationStability.between(three.clone(), three.clone())).isZero();
        assertThat(PopulationStability.between(three.clone(), new float[] {2, 2, 2, 2}))
                .isGreaterThan(0.25);
        assertThat(PopulationStability.between(three.clone(), new float[] {4, 4, 4, 4}))
                .isGreaterThan(0.25);
    }

    @Test
    void two_bins_give_the_formula() {
        float[] reference = {0, 0, 0, 1};
        float[] current = {0, 1, 1, 1};
        // Bins: below 0, 0, 1, above; half a count more in each.
        double zeros = (1.5 - 3.5) / 6 * Math.log(1.5 / 3.5);
        double ones = (3.5 - 1.5) / 6 * Math.log(3.5 / 1.5);
        assertThat(PopulationStability.between(reference, current))
                .isCloseTo(zeros + ones, within(1e-9));
    }

    private static float[] steps(int count, float from) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = from + i;
        }
        return values;
    }
}

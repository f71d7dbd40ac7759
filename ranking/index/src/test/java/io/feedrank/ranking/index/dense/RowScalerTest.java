package io.feedrank.ranking.index.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowScalerTest {
    private static final int WIDTH = 21;
    private static final int MANY = 500;

    @Test
    void logarithms_are_right_but_for_the_last_bits() {
        Random random = new Random(4);
        float[] rows = new float[MANY * WIDTH];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) (random.nextDouble() * Math.pow(2, random.nextInt(160) - 60));
        }
        float[] scaled = new float[rows.length];

        new RowScaler(identity(1, 1_000)).scale(rows, 0, MANY, scaled);

        assertThat(RowScaler.isFast()).as("tests run with SIMD").isTrue();
        for (int i = 0; i < rows.length; i++) {
            double expected = StrictMath.log1p(rows[i]);
            assertThat((double) scaled[i])
                    .as("log(1 + %s)", rows[i])
                    .isCloseTo(expected, within(2.5e-7 * expected));
        }
    }

    @Test
    void edges_are_what_the_plain_loop_makes_of_them() {
        float[] edges = {
            0f,
            -0f,
            -3f,
            Float.MIN_VALUE,
            Float.MAX_VALUE,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.NaN,
            .41421357f,
            1f
        };
        for (int logarithmic = 0; logarithmic <= 1; logarithmic++) {
            for (float edge : edges) {
                float[] rows = new float[2 * WIDTH];
                Arrays.fill(rows, edge);
                float[] fast = new float[WIDTH];
                float[] plain = new float[WIDTH];
                InputScaling scaling = identity(logarithmic, 70);

                new RowScaler(scaling).scale(rows, WIDTH, 1, fast);
                new ScalarDenseKernel().scale(scaling, rows, WIDTH, 1, plain, WIDTH);

                for (int column = 0; column < WIDTH; column++) {
                    if (Float.isNaN(plain[column])) {
                        assertThat(fast[column]).as("of %s", edge).isNaN();
                    } else {
                        assertThat(fast[column])
                                .as("of %s", edge)
                                .isCloseTo(plain[column], within(1e-6f));
                    }
                }
            }
        }
    }

    private static InputScaling identity(float logarithmic, float limit) {
        float[] logarithms = new float[WIDTH];
        Arrays.fill(logarithms, logarithmic);
        float[] ones = new float[WIDTH];
        Arrays.fill(ones, 1);
        return new InputScaling(logarithms, new float[WIDTH], ones, limit);
    }
}

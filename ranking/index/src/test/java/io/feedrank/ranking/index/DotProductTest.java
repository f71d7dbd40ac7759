package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class DotProductTest {
    @Test
    void the_plain_loop_and_simd_agree_at_every_length() {
        assertThat(DotProduct.simd()).isTrue();
        Random random = new Random(3);
        for (int length = 1; length <= 130; length++) {
            float[] a = RandomVectors.next(random, length);
            float[] b = RandomVectors.next(random, length);
            double exact = 0;
            for (int i = 0; i < length; i++) {
                exact += (double) a[i] * b[i];
            }
            assertThat((double) ScalarDotProduct.of(a, b)).isCloseTo(exact, within(1e-3));
            assertThat((double) SimdDotProduct.of(a, b)).isCloseTo(exact, within(1e-3));
            assertThat((double) DotProduct.of(a, b)).isCloseTo(exact, within(1e-3));
        }
    }
}

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
            assertThat((double) ScalarDotProduct.of(a, 0, b, 0, length))
                    .isCloseTo(exact, within(1e-3));
            assertThat((double) SimdDotProduct.of(a, 0, b, 0, length))
                    .isCloseTo(exact, within(1e-3));
            assertThat((double) DotProduct.of(a, b)).isCloseTo(exact, within(1e-3));
        }
    }

    @Test
    void squared_distances_agree_with_and_without_simd() {
        Random random = new Random(4);
        for (int length = 1; length <= 70; length++) {
            float[] a = RandomVectors.next(random, length + 3);
            float[] b = RandomVectors.next(random, length + 5);
            double exact = 0;
            for (int i = 0; i < length; i++) {
                exact += Math.pow((double) a[3 + i] - b[5 + i], 2);
            }
            assertThat((double) ScalarDotProduct.squaredDistance(a, 3, b, 5, length))
                    .isCloseTo(exact, within(1e-3));
            assertThat((double) SimdDotProduct.squaredDistance(a, 3, b, 5, length))
                    .isCloseTo(exact, within(1e-3));
        }
    }

    @Test
    void several_vectors_at_once_are_as_similar_to_the_bit_as_one_by_one() {
        Random random = new Random(5);
        for (int length = 1; length <= 70; length++) {
            for (Metric metric : Metric.values()) {
                VectorStore store = new VectorStore(length, metric);
                for (int i = 0; i < 7; i++) {
                    store.allocate("p" + i, RandomVectors.next(random, length), Attributes.NONE);
                }
                float[] query = RandomVectors.next(random, length);
                int[] slots = {6, 0, 3, 1, 2, 5};
                float[] found = new float[slots.length];
                store.similarities(query, slots, slots.length, found);
                for (int i = 0; i < slots.length; i++) {
                    assertThat(found[i]).isEqualTo(store.similarity(query, slots[i]));
                }
            }
        }
    }
}

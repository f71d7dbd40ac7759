package io.feedrank.ranking.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeKernelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 128, 200})
    void simd_and_the_plain_loop_give_the_very_same_dot_products(int dimensions) {
        Random random = new Random(dimensions);
        float[] vectors = new float[CodeKernel.BLOCK * dimensions];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = (float) random.nextGaussian();
        }
        Quantizer quantizer = new Quantizer(Metric.COSINE, dimensions, vectors);
        short[] block = new short[dimensions * CodeKernel.SHORTS];
        int[][] codes = new int[CodeKernel.BLOCK][dimensions];
        for (int lane = 0; lane < CodeKernel.BLOCK; lane++) {
            quantizer.encode(vectors, lane * dimensions, codes[lane]);
            for (int d = 0; d < dimensions; d++) {
                CodeKernel.put(block, 0, lane, d, codes[lane][d]);
            }
        }
        QueryCodes query = quantizer.query(RandomVectors.next(random, dimensions), new QueryRoom());
        short[] simd = new short[CodeKernel.BLOCK];
        short[] scalar = new short[CodeKernel.BLOCK];

        SimdCodeKernel.dots(block, 0, query, simd);
        CodeKernel.scalar(block, 0, query, scalar);

        assertThat(simd).isEqualTo(scalar);
        for (int lane = 0; lane < CodeKernel.BLOCK; lane++) {
            int exact = 0;
            for (int d = 0; d < dimensions; d++) {
                assertThat(CodeKernel.get(block, 0, lane, d)).isEqualTo(codes[lane][d]);
                exact += codes[lane][d] * query.components()[d];
            }
            assertThat((int) scalar[lane]).as("no overflow in 16 bits").isEqualTo(exact);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64, 128, 200})
    void the_longest_vector_and_its_opposite_fit_into_16_bits(int dimensions) {
        Random random = new Random(dimensions);
        float[] vectors = new float[2 * dimensions];
        for (int d = 0; d < dimensions; d++) {
            vectors[d] = (float) random.nextGaussian() * 3;
            vectors[dimensions + d] = -vectors[d];
        }
        Quantizer quantizer = new Quantizer(Metric.COSINE, dimensions, vectors);
        int[] codes = new int[dimensions];
        quantizer.encode(vectors, 0, codes);
        for (int from : new int[] {0, dimensions}) {
            QueryCodes query =
                    quantizer.query(
                            Arrays.copyOfRange(vectors, from, from + dimensions), new QueryRoom());
            int dot = 0;
            for (int d = 0; d < dimensions; d++) {
                dot += codes[d] * query.components()[d];
            }
            assertThat(dot * (from == 0 ? 1 : -1)).isBetween(10_000, (int) Short.MAX_VALUE);
        }
    }

    @Test
    void a_vector_along_one_axis_is_not_clipped() {
        float[] vectors = {1, 0, -1, 0, 0, 0.5f, 0, -0.5f};
        Quantizer quantizer = new Quantizer(Metric.EUCLIDEAN, 2, vectors);
        int[] codes = new int[2];
        quantizer.encode(vectors, 0, codes);
        assertThat(codes[0] / quantizer.scale()).isCloseTo(1, within(0.01f));
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void similarity_by_code_is_near_that_of_floats(Metric metric) {
        Random random = new Random(17);
        int dimensions = 64;
        float[] vectors = new float[500 * dimensions];
        for (int v = 0; v < 500; v++) {
            float[] vector =
                    Vectors.prepared(RandomVectors.next(random, dimensions), dimensions, metric);
            System.arraycopy(vector, 0, vectors, v * dimensions, dimensions);
        }
        Quantizer quantizer = new Quantizer(metric, dimensions, vectors);
        float[] prepared =
                Vectors.prepared(RandomVectors.next(random, dimensions), dimensions, metric);
        QueryCodes query = quantizer.query(prepared, new QueryRoom());
        double tolerance = metric == Metric.COSINE ? 0.012 : 0.012 * 2 * dimensions;
        int[] codes = new int[dimensions];
        for (int v = 0; v < 500; v++) {
            float addend = quantizer.encode(vectors, v * dimensions, codes);
            int dot = 0;
            for (int d = 0; d < dimensions; d++) {
                dot += codes[d] * query.components()[d];
            }
            double byCode = dot * query.scale() + query.offset() + addend;
            double byFloat = Similarity.of(metric, prepared, vectors, v * dimensions, dimensions);
            assertThat(byCode).isCloseTo(byFloat, within(tolerance));
        }
    }

    @Test
    void a_vector_far_longer_than_those_seen_does_not_overflow() {
        Quantizer quantizer = new Quantizer(Metric.EUCLIDEAN, 8, new float[80]);
        int[] codes = new int[8];
        quantizer.encode(new float[] {1e6f, 1e6f, 1e6f, 1e6f, 1e6f, 1e6f, 1e6f, -1e6f}, 0, codes);
        long square = 0;
        for (int code : codes) {
            square += (long) code * code;
        }
        assertThat(square).isLessThanOrEqualTo(181L * 181);
    }
}

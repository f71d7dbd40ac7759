package io.feedrank.ranking.index.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DenseNetworkTest {
    private static final float LIMIT = 8;

    static Stream<Arguments> kernels_and_shapes() {
        List<List<Integer>> shapes =
                List.of(
                        List.of(3, 1),
                        List.of(8, 4),
                        List.of(61, 4),
                        List.of(61, 16, 4),
                        List.of(17, 33, 9, 2));
        return shapes.stream()
                .flatMap(
                        shape ->
                                Stream.of(new ScalarDenseKernel(), new SimdDenseKernel())
                                        .map(kernel -> Arguments.of(kernel, shape)));
    }

    @ParameterizedTest
    @MethodSource("kernels_and_shapes")
    void a_network_gives_what_the_formula_says(DenseKernel kernel, List<Integer> shape) {
        Random random = new Random(7);
        InputScaling scaling = scaling(shape.get(0), random);
        List<CategoryTable> tables = shape.get(0) > 60 ? tables(random) : List.of();
        List<Integer> taken = new ArrayList<>(shape);
        taken.set(0, shape.get(0) + tables.stream().mapToInt(CategoryTable::width).sum());
        List<DenseLayer> layers = layers(taken, random);
        DenseNetwork network = new DenseNetwork(scaling, tables, layers, kernel);
        for (int count : new int[] {0, 1, 3, 32, 101}) {
            float[] rows = rows(count, shape.get(0), random);

            float[][] found = network.probabilities(rows, count);

            assertThat(found).hasDimensions(shape.get(shape.size() - 1), count);
            for (int row = 0; row < count; row++) {
                double[] expected = naive(scaling, tables, layers, rows, row);
                for (int output = 0; output < expected.length; output++) {
                    assertThat((double) found[output][row])
                            .isCloseTo(expected[output], within(2e-6));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity"})
    void a_value_that_is_no_number_spoils_its_own_row_alone(float value) {
        Random random = new Random(3);
        for (DenseKernel kernel : List.of(new ScalarDenseKernel(), new SimdDenseKernel())) {
            DenseNetwork network =
                    new DenseNetwork(
                            scaling(20, random), List.of(), layers(List.of(20, 4), random), kernel);
            float[] rows = rows(50, 20, random);
            float[][] before = network.probabilities(rows, 50);
            rows[7 * 20 + 19] = value;

            float[][] after = network.probabilities(rows, 50);

            for (int row = 0; row < 50; row++) {
                if (row != 7) {
                    assertThat(after[0][row]).isEqualTo(before[0][row]);
                }
            }
        }
    }

    @Test
    void layers_that_do_not_fit_are_refused() {
        Random random = new Random(1);
        assertThatThrownBy(
                        () ->
                                new DenseNetwork(
                                        scaling(5, random),
                                        List.of(),
                                        layers(List.of(4, 2), random)))
                .hasMessageContaining("layer 0 takes 4 values, expected 5");
        assertThatThrownBy(() -> new DenseNetwork(scaling(5, random), List.of(), List.of()))
                .hasMessageContaining("no layers");
        assertThatThrownBy(() -> new DenseLayer(2, 2, new float[3], new float[2]))
                .hasMessageContaining("got a layer of 3 weights and 2 biases, expected 2 x 2");
        assertThatThrownBy(() -> new InputScaling(new float[2], new float[2], new float[1], LIMIT))
                .hasMessageContaining("scales of 2, 2 and 1 columns");
    }

    private static double[] naive(
            InputScaling scaling,
            List<CategoryTable> tables,
            List<DenseLayer> layers,
            float[] rows,
            int row) {
        int width = scaling.width();
        double[] values = new double[layers.get(0).inputs()];
        for (int i = 0; i < width; i++) {
            double raw = rows[row * width + i];
            double taken = scaling.logarithmic()[i] == 1 ? Math.log1p(Math.max(raw, 0)) : raw;
            double standard = (taken - scaling.mean()[i]) * scaling.inverseDeviation()[i];
            values[i] = Math.max(-LIMIT, Math.min(LIMIT, standard));
        }
        int to = width;
        for (CategoryTable table : tables) {
            long last = table.vectors().length / table.width() - 1;
            long category =
                    Math.max(0, Math.min(last, Math.round(rows[row * width + table.column()])));
            for (int i = 0; i < table.width(); i++) {
                values[to++] = table.vectors()[(int) category * table.width() + i];
            }
        }
        for (DenseLayer layer : layers) {
            double[] next = new double[layer.outputs()];
            for (int output = 0; output < next.length; output++) {
                next[output] = layer.bias()[output];
                for (int i = 0; i < values.length; i++) {
                    next[output] += values[i] * layer.weights()[i * next.length + output];
                }
                if (layer != layers.get(layers.size() - 1)) {
                    next[output] = Math.max(0, next[output]);
                }
            }
            values = next;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / (1 + Math.exp(-values[i]));
        }
        return values;
    }

    private static InputScaling scaling(int width, Random random) {
        float[] logarithmic = new float[width];
        float[] mean = new float[width];
        float[] inverse = new float[width];
        for (int i = 0; i < width; i++) {
            logarithmic[i] = i % 3 == 0 ? 1 : 0;
            mean[i] = random.nextFloat();
            inverse[i] = 0.1f + random.nextFloat();
        }
        return new InputScaling(logarithmic, mean, inverse, LIMIT);
    }

    private static List<CategoryTable> tables(Random random) {
        return List.of(
                new CategoryTable(3, 2, rows(5, 2, random)),
                new CategoryTable(60, 3, rows(17, 3, random)));
    }

    private static List<DenseLayer> layers(List<Integer> shape, Random random) {
        List<DenseLayer> layers = new ArrayList<>();
        for (int i = 1; i < shape.size(); i++) {
            int inputs = shape.get(i - 1);
            int outputs = shape.get(i);
            float[] weights = rows(inputs, outputs, random);
            for (int j = 0; j < weights.length; j++) {
                weights[j] /= 20 * (float) Math.sqrt(inputs);
            }
            float[] bias = rows(1, outputs, random);
            for (int j = 0; j < outputs; j++) {
                bias[j] /= 20;
            }
            layers.add(new DenseLayer(inputs, outputs, weights, bias));
        }
        return layers;
    }

    /** Between -4 and 16. */
    private static float[] rows(int count, int width, Random random) {
        float[] rows = new float[count * width];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat() * 20 - 4;
        }
        return rows;
    }
}

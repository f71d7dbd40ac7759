package io.feedrank.ranking.index.dense;

import java.util.ArrayList;
import java.util.List;

/**
 * A multi-layer perceptron over raw rows: scaling, with the vectors of categories behind it, then
 * layers with negative results cut to 0 between them, then a probability an output. Computed by the
 * JVM alone: with SIMD where it was started with {@code --add-modules jdk.incubator.vector}, else
 * by plain loops. Thread-safe.
 *
 * <p>Meant for networks so small that the call of an engine costs more than their arithmetic.
 */
public final class DenseNetwork {
    private static final int BLOCK = 32;

    private final InputScaling scaling;
    private final List<CategoryTable> categories;
    private final List<DenseLayer> layers;
    private final DenseKernel kernel;
    private final int taken;
    private final int outputs;

    /**
     * A network.
     *
     * @param categories whose vectors follow the scaled columns, in this order
     * @param layers at least one, each with as many inputs as the one before has outputs
     */
    public DenseNetwork(
            InputScaling scaling, List<CategoryTable> categories, List<DenseLayer> layers) {
        this(scaling, categories, layers, DenseKernel.fastest());
    }

    DenseNetwork(
            InputScaling scaling,
            List<CategoryTable> categories,
            List<DenseLayer> layers,
            DenseKernel kernel) {
        int width = scaling.width();
        for (CategoryTable category : categories) {
            if (category.column() >= scaling.width()) {
                throw new IllegalArgumentException(
                        "a category is column "
                                + category.column()
                                + ", expected one of "
                                + scaling.width());
            }
            width += category.width();
        }
        this.taken = width;
        List<DenseLayer> padded = new ArrayList<>();
        for (DenseLayer layer : layers) {
            if (layer.inputs() != width) {
                throw new IllegalArgumentException(
                        "layer "
                                + padded.size()
                                + " takes "
                                + layer.inputs()
                                + " values, expected "
                                + width);
            }
            padded.add(layer.padded(kernel.lanes()));
            width = layer.outputs();
        }
        if (padded.isEmpty()) {
            throw new IllegalArgumentException("got no layers, expected one or more");
        }
        this.scaling = scaling;
        this.categories = List.copyOf(categories);
        this.layers = List.copyOf(padded);
        this.kernel = kernel;
        this.outputs = width;
    }

    /** Values of a row. */
    public int inputs() {
        return scaling.width();
    }

    /** Probabilities of a row. */
    public int outputs() {
        return outputs;
    }

    /**
     * The probabilities of {@code count} rows.
     *
     * @param rows row-major {@code float[count][inputs]}; may be longer
     * @return {@code float[outputs][count]}
     */
    public float[][] probabilities(float[] rows, int count) {
        float[][] probabilities = new float[outputs][count];
        float[] scaled = new float[BLOCK * taken];
        float[][] results = new float[layers.size()][];
        for (int i = 0; i < results.length; i++) {
            results[i] = new float[BLOCK * layers.get(i).outputs()];
        }
        for (int from = 0; from < count; from += BLOCK) {
            int some = Math.min(BLOCK, count - from);
            kernel.scale(scaling, rows, from * inputs(), some, scaled, taken);
            addCategories(rows, from, some, scaled);
            float[] last = run(scaled, some, results);
            share(last, from, some, probabilities);
        }
        return probabilities;
    }

    private void addCategories(float[] rows, int from, int count, float[] scaled) {
        int to = inputs();
        for (CategoryTable category : categories) {
            for (int row = 0; row < count; row++) {
                float value = rows[(from + row) * inputs() + category.column()];
                System.arraycopy(
                        category.vectors(),
                        category.at(value),
                        scaled,
                        row * taken + to,
                        category.width());
            }
            to += category.width();
        }
    }

    private float[] run(float[] scaled, int count, float[][] results) {
        float[] in = scaled;
        int stride = taken;
        for (int i = 0; i < results.length; i++) {
            DenseLayer layer = layers.get(i);
            kernel.apply(layer, in, stride, count, results[i], i < results.length - 1);
            in = results[i];
            stride = layer.outputs();
        }
        kernel.sigmoid(in, count * stride);
        return in;
    }

    private void share(float[] block, int from, int count, float[][] probabilities) {
        int stride = block.length / BLOCK;
        for (int output = 0; output < outputs; output++) {
            float[] values = probabilities[output];
            for (int row = 0; row < count; row++) {
                values[from + row] = block[row * stride + output];
            }
        }
    }

    /** For messages: {@code 60-16-4}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(inputs());
        layers.subList(0, layers.size() - 1)
                .forEach(layer -> text.append('-').append(layer.outputs()));
        return text.append('-').append(outputs).toString();
    }
}

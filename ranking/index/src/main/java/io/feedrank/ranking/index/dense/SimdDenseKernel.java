package io.feedrank.ranking.index.dense;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** On the widest registers of the machine. Loaded only where the incubating module is. */
final class SimdDenseKernel implements DenseKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private final DenseKernel narrow = new ScalarDenseKernel();

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void scale(
            InputScaling scaling, float[] rows, int from, int count, float[] scaled, int stride) {
        int width = scaling.width();
        if (width < LANES) {
            narrow.scale(scaling, rows, from, count, scaled, stride);
            return;
        }
        for (int column = 0; column < width; column += LANES) {
            // The last columns are done with those before them, a second time.
            int first = Math.min(column, width - LANES);
            if (scaling.hasLogarithm(first, first + LANES)) {
                scaleWithLogarithm(scaling, first, rows, from, count, scaled, stride);
            } else {
                scaleLinear(scaling, first, rows, from, count, scaled, stride);
            }
        }
    }

    private static void scaleLinear(
            InputScaling scaling,
            int column,
            float[] rows,
            int from,
            int count,
            float[] scaled,
            int stride) {
        FloatVector mean = FloatVector.fromArray(SPECIES, scaling.mean(), column);
        FloatVector inverse = FloatVector.fromArray(SPECIES, scaling.inverseDeviation(), column);
        for (int row = 0; row < count; row++) {
            FloatVector raw =
                    FloatVector.fromArray(SPECIES, rows, from + row * scaling.width() + column);
            cut(raw.sub(mean).mul(inverse), scaling.limit())
                    .intoArray(scaled, row * stride + column);
        }
    }

    private static void scaleWithLogarithm(
            InputScaling scaling,
            int column,
            float[] rows,
            int from,
            int count,
            float[] scaled,
            int stride) {
        FloatVector logarithmic = FloatVector.fromArray(SPECIES, scaling.logarithmic(), column);
        FloatVector linear = FloatVector.broadcast(SPECIES, 1).sub(logarithmic);
        FloatVector mean = FloatVector.fromArray(SPECIES, scaling.mean(), column);
        FloatVector inverse = FloatVector.fromArray(SPECIES, scaling.inverseDeviation(), column);
        for (int row = 0; row < count; row++) {
            FloatVector raw =
                    FloatVector.fromArray(SPECIES, rows, from + row * scaling.width() + column);
            FloatVector taken =
                    positive(raw)
                            .lanewise(VectorOperators.LOG1P)
                            .mul(logarithmic)
                            .add(raw.mul(linear));
            cut(taken.sub(mean).mul(inverse), scaling.limit())
                    .intoArray(scaled, row * stride + column);
        }
    }

    // Comparing and blending keeps NaN as max and min do, in half their time.
    private static FloatVector cut(FloatVector value, float limit) {
        FloatVector most = FloatVector.broadcast(SPECIES, limit);
        FloatVector least = FloatVector.broadcast(SPECIES, -limit);
        FloatVector below = value.blend(most, value.compare(VectorOperators.GT, most));
        return below.blend(least, below.compare(VectorOperators.LT, least));
    }

    private static FloatVector positive(FloatVector value) {
        FloatVector zero = FloatVector.zero(SPECIES);
        return value.blend(zero, value.compare(VectorOperators.LT, zero));
    }

    @Override
    public void apply(
            DenseLayer layer, float[] in, int stride, int count, float[] out, boolean positive) {
        for (int output = 0; output < layer.outputs(); output += LANES) {
            for (int row = 0; row < count; row += ROWS_TOGETHER) {
                applyToFour(layer, output, in, row * stride, stride, out, row, positive);
            }
        }
    }

    private static void applyToFour(
            DenseLayer layer,
            int output,
            float[] in,
            int from,
            int stride,
            float[] out,
            int row,
            boolean positive) {
        float[] weights = layer.weights();
        int outputs = layer.outputs();
        int inputs = layer.inputs();
        FloatVector sum0 = FloatVector.fromArray(SPECIES, layer.bias(), output);
        FloatVector sum1 = sum0;
        FloatVector sum2 = sum0;
        FloatVector sum3 = sum0;
        for (int i = 0; i < inputs; i++) {
            FloatVector weight = FloatVector.fromArray(SPECIES, weights, i * outputs + output);
            sum0 = FloatVector.broadcast(SPECIES, in[from + i]).fma(weight, sum0);
            sum1 = FloatVector.broadcast(SPECIES, in[from + stride + i]).fma(weight, sum1);
            sum2 = FloatVector.broadcast(SPECIES, in[from + 2 * stride + i]).fma(weight, sum2);
            sum3 = FloatVector.broadcast(SPECIES, in[from + 3 * stride + i]).fma(weight, sum3);
        }
        int at = row * outputs + output;
        store(sum0, out, at, positive);
        store(sum1, out, at + outputs, positive);
        store(sum2, out, at + 2 * outputs, positive);
        store(sum3, out, at + 3 * outputs, positive);
    }

    private static void store(FloatVector sums, float[] out, int at, boolean positive) {
        (positive ? positive(sums) : sums).intoArray(out, at);
    }

    @Override
    public void sigmoid(float[] values, int count) {
        int at = 0;
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int end = count - LANES; at <= end; at += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, values, at);
            one.div(value.neg().lanewise(VectorOperators.EXP).add(one)).intoArray(values, at);
        }
        for (; at < count; at++) {
            values[at] = (float) (1 / (1 + Math.exp(-values[at])));
        }
    }
}

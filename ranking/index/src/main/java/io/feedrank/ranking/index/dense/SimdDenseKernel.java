package io.feedrank.ranking.index.dense;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** On the widest registers of the machine. Loaded only where the incubating module is. */
final class SimdDenseKernel implements DenseKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final int MANTISSA = 23;
    private static final int ONE = Float.floatToIntBits(1);
    private static final int ROOT_OF_HALF = Float.floatToIntBits((float) Math.sqrt(.5));
    private static final float HIGH_LN_2 = .693359375f;
    private static final float LOW_LN_2 = -2.12194440e-4f;

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
            // Two loops: together they are more than the compiler is ready to inline.
            if (scaling.hasLogarithm(first, first + LANES)) {
                takeLogarithms(scaling, first, rows, from, count, scaled, stride);
                scale(scaling, first, scaled, first, stride, count, scaled, stride);
            } else {
                scale(scaling, first, rows, from + first, width, count, scaled, stride);
            }
        }
    }

    private static void takeLogarithms(
            InputScaling scaling,
            int column,
            float[] rows,
            int from,
            int count,
            float[] taken,
            int stride) {
        VectorMask<Float> logarithmic =
                FloatVector.fromArray(SPECIES, scaling.logarithmic(), column)
                        .compare(VectorOperators.NE, 0);
        for (int row = 0; row < count; row++) {
            FloatVector raw =
                    FloatVector.fromArray(SPECIES, rows, from + row * scaling.width() + column);
            raw.blend(log1p(positive(raw)), logarithmic).intoArray(taken, row * stride + column);
        }
    }

    private static void scale(
            InputScaling scaling,
            int column,
            float[] in,
            int from,
            int inStride,
            int count,
            float[] scaled,
            int stride) {
        FloatVector mean = FloatVector.fromArray(SPECIES, scaling.mean(), column);
        FloatVector inverse = FloatVector.fromArray(SPECIES, scaling.inverseDeviation(), column);
        for (int row = 0; row < count; row++) {
            FloatVector taken = FloatVector.fromArray(SPECIES, in, from + row * inStride);
            cut(taken.sub(mean).mul(inverse), scaling.limit())
                    .intoArray(scaled, row * stride + column);
        }
    }

    /**
     * {@code log(1 + x)} for x from 0 on; infinity and NaN stay what they are. The lanewise
     * operation of the Vector API is a call for each register, and takes longer.
     *
     * <p>{@code 1 + x = 2^e (1 + f)}, with f between the square roots of 1/2 and 2, less 1; what
     * rounding {@code 1 + x} lost is added to f. The polynomial is that of Cephes' {@code logf}.
     */
    private static FloatVector log1p(FloatVector x) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        FloatVector sum = x.add(one);
        IntVector bits = sum.reinterpretAsInts();
        IntVector exponent = bits.sub(ROOT_OF_HALF).lanewise(VectorOperators.ASHR, MANTISSA);
        IntVector shift = exponent.lanewise(VectorOperators.LSHL, MANTISSA);
        FloatVector lost = x.sub(sum.sub(one));
        FloatVector inverse = shift.neg().add(ONE).max(0).reinterpretAsFloats();
        FloatVector f = lost.fma(inverse, bits.sub(shift).reinterpretAsFloats().sub(one));
        FloatVector e = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        FloatVector square = f.mul(f);
        FloatVector small =
                polynomial(f).mul(f).mul(square).add(e.mul(LOW_LN_2)).sub(square.mul(.5f));
        FloatVector logarithm = e.fma(FloatVector.broadcast(SPECIES, HIGH_LN_2), f.add(small));
        return x.blend(logarithm, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
    }

    private static FloatVector polynomial(FloatVector f) {
        FloatVector sum = FloatVector.broadcast(SPECIES, 7.0376836292e-2f);
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, -1.1514610310e-1f));
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, 1.1676998740e-1f));
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, -1.2420140846e-1f));
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, 1.4249322787e-1f));
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, -1.6668057665e-1f));
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, 2.0000714765e-1f));
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, -2.4999993993e-1f));
        sum = sum.fma(f, FloatVector.broadcast(SPECIES, 3.3333331174e-1f));
        return sum;
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

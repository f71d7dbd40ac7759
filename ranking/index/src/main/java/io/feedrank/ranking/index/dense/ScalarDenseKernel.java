package io.feedrank.ranking.index.dense;

/** Plain loops. */
final class ScalarDenseKernel implements DenseKernel {
    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void scale(
            InputScaling scaling, float[] rows, int from, int count, float[] scaled, int stride) {
        int width = scaling.width();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < width; column++) {
                float value = rows[from + row * width + column];
                if (scaling.logarithmic()[column] != 0) {
                    value = (float) Math.log1p(Math.max(value, 0));
                }
                float standard =
                        (value - scaling.mean()[column]) * scaling.inverseDeviation()[column];
                scaled[row * stride + column] =
                        Math.min(Math.max(standard, -scaling.limit()), scaling.limit());
            }
        }
    }

    @Override
    public void apply(
            DenseLayer layer, float[] in, int stride, int count, float[] out, boolean positive) {
        int outputs = layer.outputs();
        for (int row = 0; row < count; row++) {
            System.arraycopy(layer.bias(), 0, out, row * outputs, outputs);
            for (int i = 0; i < layer.inputs(); i++) {
                float value = in[row * stride + i];
                for (int output = 0; output < outputs; output++) {
                    out[row * outputs + output] += value * layer.weights()[i * outputs + output];
                }
            }
            for (int at = row * outputs; positive && at < (row + 1) * outputs; at++) {
                out[at] = Math.max(out[at], 0);
            }
        }
    }

    @Override
    public void sigmoid(float[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
    }
}

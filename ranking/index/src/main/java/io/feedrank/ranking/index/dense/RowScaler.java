package io.feedrank.ranking.index.dense;

/** Raw rows to scaled ones, by the JVM. Thread-safe. */
public final class RowScaler {
    private final InputScaling scaling;
    private final DenseKernel kernel = DenseKernel.fastest();

    public RowScaler(InputScaling scaling) {
        this.scaling = scaling;
    }

    /** Whether it runs on SIMD registers here; else an engine is faster. */
    public static boolean isFast() {
        return DenseKernel.SIMD;
    }

    /** Floats of a row. */
    public int width() {
        return scaling.width();
    }

    /**
     * Scales rows.
     *
     * @param rows row-major, the first one begins at {@code from}
     * @param scaled takes them, row-major from its start; may be longer
     */
    public void scale(float[] rows, int from, int count, float[] scaled) {
        kernel.scale(scaling, rows, from, count, scaled, scaling.width());
    }
}

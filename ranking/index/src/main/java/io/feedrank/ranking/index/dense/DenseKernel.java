package io.feedrank.ranking.index.dense;

/** The arithmetic of a network, on some rows at a time. Implementations agree but for rounding. */
interface DenseKernel {
    /** Whether the JVM was started with {@code --add-modules jdk.incubator.vector}. */
    boolean SIMD = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    /** The fastest there is in this JVM. */
    static DenseKernel fastest() {
        return SIMD ? new SimdDenseKernel() : new ScalarDenseKernel();
    }

    /** Rows are taken so many at a time: buffers hold a multiple of them. */
    int ROWS_TOGETHER = 4;

    /** Outputs of a layer are padded to a multiple of this. */
    int lanes();

    /**
     * Scales raw rows.
     *
     * @param rows the first one begins at {@code from}, each as long as the scaling is wide
     * @param scaled takes them, {@code stride} floats apart
     */
    void scale(InputScaling scaling, float[] rows, int from, int count, float[] scaled, int stride);

    /**
     * One layer.
     *
     * @param in rows {@code stride} floats apart; so many that {@code count} can be rounded up to
     *     {@link #ROWS_TOGETHER}
     * @param out takes them, {@code layer.outputs()} apart
     * @param positive whether negative results become 0
     */
    void apply(DenseLayer layer, float[] in, int stride, int count, float[] out, boolean positive);

    /** Replaces the first {@code count} values by {@code 1 / (1 + exp(-x))}. */
    void sigmoid(float[] values, int count);
}

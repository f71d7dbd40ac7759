package io.feedrank.ranking.index;

/**
 * Dot product of two float vectors of the same length: with SIMD where the JVM was started with
 * {@code --add-modules jdk.incubator.vector}, else a plain loop. Both agree but for the order of
 * summation.
 */
public final class DotProduct {
    private static final boolean SIMD =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();

    private DotProduct() {}

    /** The dot product of {@code a} and {@code b}; {@code b} is at least as long as {@code a}. */
    public static float of(float[] a, float[] b) {
        return SIMD
                ? SimdDotProduct.of(a, 0, b, 0, a.length)
                : ScalarDotProduct.of(a, 0, b, 0, a.length);
    }

    /** Whether SIMD is used. */
    public static boolean simd() {
        return SIMD;
    }
}

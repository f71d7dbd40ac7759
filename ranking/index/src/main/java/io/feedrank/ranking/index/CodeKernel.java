package io.feedrank.ranking.index;

/**
 * Dot products of a query with a block of {@value #BLOCK} code vectors, all in 16 bits.
 *
 * <p>A block holds, dimension after dimension, {@value #SHORTS} shorts. The high byte of short
 * {@code j} is the signed code of vector {@code 64 + j}; the low byte is the code of vector {@code
 * j} plus 128. So one shift unpacks two vectors: with w the short and q the query's component, the
 * sums over the dimensions of {@code w * q} and of {@code (w >> 8) * q} give both dot products.
 * Everything is modulo 2^16, which is right as long as the true sum fits into 16 bits: {@link
 * Quantizer} sees to that.
 */
final class CodeKernel {
    /** Vectors of a block. */
    static final int BLOCK = 128;

    /** Shorts of a block a dimension. */
    static final int SHORTS = BLOCK / 2;

    /** Shorts of a register. */
    static final int LANES = 16;

    static final boolean SIMD = DotProduct.simd() && SimdCodeKernel.fits();

    private CodeKernel() {}

    /** Puts a code in its place. */
    static void put(short[] codes, int blockFrom, int lane, int dimension, int code) {
        int at = blockFrom + dimension * SHORTS + (lane & (SHORTS - 1));
        int word = codes[at];
        codes[at] =
                (short) (lane < SHORTS ? word & 0xff00 | code + 128 : word & 0x00ff | code << 8);
    }

    static int get(short[] codes, int blockFrom, int lane, int dimension) {
        int word = codes[blockFrom + dimension * SHORTS + (lane & (SHORTS - 1))];
        return lane < SHORTS ? (word & 0xff) - 128 : word >> 8;
    }

    /** The plain loop, in two's complement like the other. */
    static void scalar(short[] codes, int blockFrom, QueryCodes query, short[] dots) {
        short[] components = query.components();
        int[] low = new int[SHORTS];
        int[] high = new int[SHORTS];
        for (int d = 0; d < components.length; d++) {
            int component = components[d];
            int from = blockFrom + d * SHORTS;
            for (int j = 0; j < SHORTS; j++) {
                int word = codes[from + j];
                low[j] += ((word & 0xff) - 128) * component;
                high[j] += (word >> 8) * component;
            }
        }
        for (int j = 0; j < SHORTS; j++) {
            dots[j] = (short) low[j];
            dots[SHORTS + j] = (short) high[j];
        }
    }

    static void dots(short[] codes, int blockFrom, QueryCodes query, short[] dots) {
        if (SIMD) {
            SimdCodeKernel.dots(codes, blockFrom, query, dots);
        } else {
            scalar(codes, blockFrom, query, dots);
        }
    }
}

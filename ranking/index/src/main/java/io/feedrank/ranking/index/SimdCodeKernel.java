package io.feedrank.ranking.index;

import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link CodeKernel} on 256-bit registers: 16 shorts, 8 sums kept in registers. */
final class SimdCodeKernel {
    private static final VectorSpecies<Short> SPECIES = ShortVector.SPECIES_256;
    private static final int LANES = CodeKernel.LANES;

    private SimdCodeKernel() {}

    /** Whether the processor has such registers; elsewhere the plain loop is faster. */
    static boolean fits() {
        return ShortVector.SPECIES_PREFERRED.length() >= LANES;
    }

    static void dots(short[] codes, int blockFrom, QueryCodes query, short[] dots) {
        short[] spread = query.spread();
        ShortVector w0 = ShortVector.zero(SPECIES);
        ShortVector w1 = w0;
        ShortVector w2 = w0;
        ShortVector w3 = w0;
        ShortVector h0 = w0;
        ShortVector h1 = w0;
        ShortVector h2 = w0;
        ShortVector h3 = w0;
        int at = blockFrom;
        for (int i = 0; i < spread.length; i += LANES, at += CodeKernel.SHORTS) {
            ShortVector q = ShortVector.fromArray(SPECIES, spread, i);
            ShortVector v0 = ShortVector.fromArray(SPECIES, codes, at);
            ShortVector v1 = ShortVector.fromArray(SPECIES, codes, at + LANES);
            ShortVector v2 = ShortVector.fromArray(SPECIES, codes, at + 2 * LANES);
            ShortVector v3 = ShortVector.fromArray(SPECIES, codes, at + 3 * LANES);
            w0 = w0.add(v0.mul(q));
            w1 = w1.add(v1.mul(q));
            w2 = w2.add(v2.mul(q));
            w3 = w3.add(v3.mul(q));
            h0 = h0.add(v0.lanewise(VectorOperators.ASHR, 8).mul(q));
            h1 = h1.add(v1.lanewise(VectorOperators.ASHR, 8).mul(q));
            h2 = h2.add(v2.lanewise(VectorOperators.ASHR, 8).mul(q));
            h3 = h3.add(v3.lanewise(VectorOperators.ASHR, 8).mul(q));
        }
        short bias = query.bias();
        low(w0, h0, bias).intoArray(dots, 0);
        low(w1, h1, bias).intoArray(dots, LANES);
        low(w2, h2, bias).intoArray(dots, 2 * LANES);
        low(w3, h3, bias).intoArray(dots, 3 * LANES);
        h0.intoArray(dots, CodeKernel.SHORTS);
        h1.intoArray(dots, CodeKernel.SHORTS + LANES);
        h2.intoArray(dots, CodeKernel.SHORTS + 2 * LANES);
        h3.intoArray(dots, CodeKernel.SHORTS + 3 * LANES);
    }

    /**
     * Takes the high bytes' share, and the 128 that was added to each code, off the words' sums.
     */
    private static ShortVector low(ShortVector words, ShortVector high, short bias) {
        return words.sub(high.lanewise(VectorOperators.LSHL, 8)).sub(bias);
    }
}

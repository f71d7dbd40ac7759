package io.feedrank.ranking.index;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** On the widest registers of the machine. Loaded only where the incubating module is. */
final class SimdDotProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private SimdDotProduct() {}

    static float of(float[] a, float[] b) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int i = 0;
        for (int end = SPECIES.loopBound(a.length); i < end; i += SPECIES.length()) {
            sums =
                    FloatVector.fromArray(SPECIES, a, i)
                            .fma(FloatVector.fromArray(SPECIES, b, i), sums);
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}

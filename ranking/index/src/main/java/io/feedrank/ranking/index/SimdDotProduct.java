package io.feedrank.ranking.index;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** On the widest registers of the machine. Loaded only where the incubating module is. */
final class SimdDotProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private SimdDotProduct() {}

    static float of(float[] a, int aFrom, float[] b, int from, int length) {
        FloatVector sums0 = FloatVector.zero(SPECIES);
        FloatVector sums1 = sums0;
        int i = 0;
        for (int end = length - 2 * LANES; i <= end; i += 2 * LANES) {
            sums0 =
                    FloatVector.fromArray(SPECIES, a, aFrom + i)
                            .fma(FloatVector.fromArray(SPECIES, b, from + i), sums0);
            sums1 =
                    FloatVector.fromArray(SPECIES, a, aFrom + i + LANES)
                            .fma(FloatVector.fromArray(SPECIES, b, from + i + LANES), sums1);
        }
        float sum = sums0.add(sums1).reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            sum += a[aFrom + i] * b[from + i];
        }
        return sum;
    }

    static float squaredDistance(float[] a, int aFrom, float[] b, int from, int length) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int i = 0;
        for (int end = length - LANES; i <= end; i += LANES) {
            FloatVector difference =
                    FloatVector.fromArray(SPECIES, a, aFrom + i)
                            .sub(FloatVector.fromArray(SPECIES, b, from + i));
            sums = difference.fma(difference, sums);
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
        for (; i < length; i++) {
            float difference = a[aFrom + i] - b[from + i];
            sum += difference * difference;
        }
        return sum;
    }
}

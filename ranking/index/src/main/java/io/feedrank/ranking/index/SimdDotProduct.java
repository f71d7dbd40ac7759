package io.feedrank.ranking.index;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * On the widest registers of the machine, added up in the order of {@link SimdRows}: a vector is as
 * similar to the bit whichever way it was found. Loaded only where the incubating module is.
 */
final class SimdDotProduct {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private SimdDotProduct() {}

    static float of(float[] a, int aFrom, float[] b, int from, int length) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int i = 0;
        for (int end = length - LANES; i <= end; i += LANES) {
            sums =
                    FloatVector.fromArray(SPECIES, a, aFrom + i)
                            .fma(FloatVector.fromArray(SPECIES, b, from + i), sums);
        }
        float sum = sums.reduceLanes(VectorOperators.ADD);
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

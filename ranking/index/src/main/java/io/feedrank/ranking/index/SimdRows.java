package io.feedrank.ranking.index;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Similarities of several vectors at once: while one waits for memory or for its last addition, the
 * others go on. Loaded only where the incubating module is.
 */
final class SimdRows {
    /** Vectors at once. */
    static final int ROWS = 4;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private SimdRows() {}

    /** Similarities of a query and the vectors in {@value #ROWS} slots from {@code at} on. */
    static void similarities(VectorStore store, float[] query, int[] slots, int at, float[] into) {
        if (store.metric == Metric.COSINE) {
            dots(store, query, slots, at, into);
        } else {
            squares(store, query, slots, at, into);
        }
    }

    private static void dots(VectorStore store, float[] query, int[] slots, int at, float[] into) {
        float[] a = store.page(slots[at]).vectors;
        float[] b = store.page(slots[at + 1]).vectors;
        float[] c = store.page(slots[at + 2]).vectors;
        float[] d = store.page(slots[at + 3]).vectors;
        int fromA = store.from(slots[at]);
        int fromB = store.from(slots[at + 1]);
        int fromC = store.from(slots[at + 2]);
        int fromD = store.from(slots[at + 3]);
        FloatVector sumA = FloatVector.zero(SPECIES);
        FloatVector sumB = sumA;
        FloatVector sumC = sumA;
        FloatVector sumD = sumA;
        int i = 0;
        for (int end = query.length - LANES; i <= end; i += LANES) {
            FloatVector q = FloatVector.fromArray(SPECIES, query, i);
            sumA = FloatVector.fromArray(SPECIES, a, fromA + i).fma(q, sumA);
            sumB = FloatVector.fromArray(SPECIES, b, fromB + i).fma(q, sumB);
            sumC = FloatVector.fromArray(SPECIES, c, fromC + i).fma(q, sumC);
            sumD = FloatVector.fromArray(SPECIES, d, fromD + i).fma(q, sumD);
        }
        into[at] = sumA.reduceLanes(VectorOperators.ADD);
        into[at + 1] = sumB.reduceLanes(VectorOperators.ADD);
        into[at + 2] = sumC.reduceLanes(VectorOperators.ADD);
        into[at + 3] = sumD.reduceLanes(VectorOperators.ADD);
        for (; i < query.length; i++) {
            into[at] += query[i] * a[fromA + i];
            into[at + 1] += query[i] * b[fromB + i];
            into[at + 2] += query[i] * c[fromC + i];
            into[at + 3] += query[i] * d[fromD + i];
        }
    }

    private static void squares(
            VectorStore store, float[] query, int[] slots, int at, float[] into) {
        float[] a = store.page(slots[at]).vectors;
        float[] b = store.page(slots[at + 1]).vectors;
        float[] c = store.page(slots[at + 2]).vectors;
        float[] d = store.page(slots[at + 3]).vectors;
        int fromA = store.from(slots[at]);
        int fromB = store.from(slots[at + 1]);
        int fromC = store.from(slots[at + 2]);
        int fromD = store.from(slots[at + 3]);
        FloatVector sumA = FloatVector.zero(SPECIES);
        FloatVector sumB = sumA;
        FloatVector sumC = sumA;
        FloatVector sumD = sumA;
        int i = 0;
        for (int end = query.length - LANES; i <= end; i += LANES) {
            FloatVector q = FloatVector.fromArray(SPECIES, query, i);
            FloatVector restA = FloatVector.fromArray(SPECIES, a, fromA + i).sub(q);
            FloatVector restB = FloatVector.fromArray(SPECIES, b, fromB + i).sub(q);
            FloatVector restC = FloatVector.fromArray(SPECIES, c, fromC + i).sub(q);
            FloatVector restD = FloatVector.fromArray(SPECIES, d, fromD + i).sub(q);
            sumA = restA.fma(restA, sumA);
            sumB = restB.fma(restB, sumB);
            sumC = restC.fma(restC, sumC);
            sumD = restD.fma(restD, sumD);
        }
        into[at] = -sumA.reduceLanes(VectorOperators.ADD);
        into[at + 1] = -sumB.reduceLanes(VectorOperators.ADD);
        into[at + 2] = -sumC.reduceLanes(VectorOperators.ADD);
        into[at + 3] = -sumD.reduceLanes(VectorOperators.ADD);
        for (; i < query.length; i++) {
            into[at] -= square(query[i] - a[fromA + i]);
            into[at + 1] -= square(query[i] - b[fromB + i]);
            into[at + 2] -= square(query[i] - c[fromC + i]);
            into[at + 3] -= square(query[i] - d[fromD + i]);
        }
    }

    private static float square(float rest) {
        return rest * rest;
    }
}

package io.feedrank.ranking.index;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Says of a few places at once that none is good enough, which is so of most. */
final class SimdBlockScores {
    private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_256;
    private static final VectorSpecies<Short> HALF = ShortVector.SPECIES_128;
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_256;
    private static final int SHORT_LANES = SHORTS.length();
    private static final int FLOAT_LANES = FLOATS.length();

    private SimdBlockScores() {}

    /** Places of dot products above {@code bound}; how many. */
    static int above(short[] dots, short bound, int count, int[] hits) {
        int found = 0;
        for (int from = 0; from < count; from += SHORT_LANES) {
            ShortVector group = ShortVector.fromArray(SHORTS, dots, from);
            if (group.compare(VectorOperators.GT, bound).anyTrue()) {
                int end = Math.min(count, from + SHORT_LANES);
                for (int i = from; i < end; i++) {
                    hits[found] = i;
                    found += (bound - dots[i]) >>> 31;
                }
            }
        }
        return found;
    }

    /** Adds up scores, and notes the places of those that are {@code least} or more; how many. */
    static int atLeast(
            BlockScores block,
            float least,
            float[] addends,
            int addendsFrom,
            int count,
            QueryCodes query) {
        float[] scores = block.scores;
        int[] hits = block.hits;
        int found = 0;
        for (int from = 0; from < count; from += FLOAT_LANES) {
            FloatVector group =
                    ((FloatVector)
                                    ShortVector.fromArray(HALF, block.dots, from)
                                            .castShape(FLOATS, 0))
                            .mul(query.scale())
                            .add(query.offset())
                            .add(FloatVector.fromArray(FLOATS, addends, addendsFrom + from));
            group.intoArray(scores, from);
            if (group.compare(VectorOperators.GE, least).anyTrue()) {
                int end = Math.min(count, from + FLOAT_LANES);
                for (int i = from; i < end; i++) {
                    hits[found] = i;
                    found += 1 + (Float.floatToRawIntBits(scores[i] - least) >> 31);
                }
            }
        }
        return found;
    }
}

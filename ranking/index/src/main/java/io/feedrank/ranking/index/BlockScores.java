package io.feedrank.ranking.index;

/**
 * What came out of one block, and which of it is good enough. Where the answer goes either way, a
 * branch that is guessed wrongly costs more than all else, so the places are written down always
 * and the count goes up by 0 or 1.
 */
final class BlockScores {
    final short[] dots = new short[CodeKernel.BLOCK];
    final float[] scores = new float[CodeKernel.BLOCK];
    final int[] hits = new int[CodeKernel.BLOCK];

    /** Notes the places whose dot product is {@code least} or more; how many. */
    int atLeast(int least, int count) {
        if (least > Short.MAX_VALUE) {
            return 0;
        }
        int bound = Math.max(Short.MIN_VALUE, least) - 1;
        if (CodeKernel.SIMD && bound >= Short.MIN_VALUE) {
            return SimdBlockScores.above(dots, (short) bound, count, hits);
        }
        int found = 0;
        for (int i = 0; i < count; i++) {
            hits[found] = i;
            found += (bound - dots[i]) >>> 31;
        }
        return found;
    }

    /** Adds up scores, and notes the places of those that are {@code least} or more; how many. */
    int atLeast(float least, float[] addends, int from, int count, QueryCodes query) {
        if (CodeKernel.SIMD) {
            return SimdBlockScores.atLeast(this, least, addends, from, count, query);
        }
        int found = 0;
        for (int i = 0; i < count; i++) {
            float score = dots[i] * query.scale() + query.offset() + addends[from + i];
            scores[i] = score;
            hits[found] = i;
            found += 1 + (Float.floatToRawIntBits(score - least) >> 31);
        }
        return found;
    }

    /** Puts the scores of the first {@code hits} places noted in their order. */
    void scoreHits(int noted, QueryCodes query) {
        for (int i = 0; i < noted; i++) {
            scores[i] = dots[hits[i]] * query.scale() + query.offset();
        }
    }

    /** The same where all scores are there already. */
    void gatherHits(int noted) {
        // In place: a hit is never before its rank among them.
        for (int i = 0; i < noted; i++) {
            scores[i] = scores[hits[i]];
        }
    }
}

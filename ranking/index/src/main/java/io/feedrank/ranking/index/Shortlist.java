package io.feedrank.ranking.index;

import java.util.Arrays;

/**
 * Keeps about the {@code wanted} best of scores in a known range. Scores are counted in buckets, so
 * the threshold rises with every offer and nothing is sorted: what is below it is passed over, and
 * at the end the few that were kept too long are dropped. Not thread-safe.
 */
final class Shortlist {
    private static final int BUCKETS = 8_192;

    private final int[] counts = new int[BUCKETS];
    private int[] slots = new int[1_024];
    private float[] scores = new float[1_024];
    private int wanted;
    private int size;
    private int atLeast;
    private int above;
    private float low;
    private float perScore;
    private float threshold;

    /** Starts anew, for scores between these; others count as the nearer of them. */
    void reset(int newWanted, float newLow, float high) {
        wanted = newWanted;
        size = 0;
        above = 0;
        atLeast = 0;
        low = newLow;
        perScore = BUCKETS / Math.max(Float.MIN_NORMAL, high - newLow);
        threshold = Float.NEGATIVE_INFINITY;
        Arrays.fill(counts, 0);
    }

    /** Only scores from here on are worth an offer. */
    float threshold() {
        return threshold;
    }

    void offer(int slot, float score) {
        int bucket = bucket(score);
        if (bucket < atLeast) {
            return;
        }
        if (size == slots.length) {
            makeRoom();
        }
        slots[size] = slot;
        scores[size++] = score;
        counts[bucket]++;
        above++;
        if (above - counts[atLeast] >= wanted) {
            do {
                above -= counts[atLeast++];
            } while (above - counts[atLeast] >= wanted);
            // One bucket lower, since floats may round to the other side of the edge.
            threshold = low + (atLeast - 1) / perScore;
        }
    }

    private int bucket(float score) {
        return Math.max(0, Math.min(BUCKETS - 1, (int) ((score - low) * perScore)));
    }

    private void makeRoom() {
        drop();
        if (size > slots.length / 2) {
            slots = Arrays.copyOf(slots, 2 * slots.length);
            scores = Arrays.copyOf(scores, 2 * scores.length);
        }
    }

    private void drop() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (bucket(scores[i]) >= atLeast) {
                slots[kept] = slots[i];
                scores[kept++] = scores[i];
            }
        }
        size = kept;
    }

    /** Hands over what is left: {@code wanted} and a few, or all when there were fewer. */
    void moveTo(Selection selection) {
        drop();
        selection.reset(size);
        for (int i = 0; i < size; i++) {
            selection.offer(slots[i], scores[i]);
        }
    }
}

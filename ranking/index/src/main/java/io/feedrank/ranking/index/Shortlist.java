package io.feedrank.ranking.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps about the {@code wanted} best of scores in a known range. Scores are counted in buckets, so
 * the threshold rises with every offer and nothing is sorted: what is below it is passed over, and
 * at the end the few that were kept too long are dropped. Not thread-safe.
 */
final class Shortlist {
    private static final int BUCKETS = 2_048;

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

    /**
     * Offers the places of a block that were noted, with their scores in the same order; those that
     * are gone or that the filter holds back are passed over.
     *
     * @param ofPlaces the slot of each place, -1 for one that is gone
     * @param from the block's first place
     */
    void offer(int[] ofPlaces, int from, BlockScores block, int hits, @Nullable SlotFilter filter) {
        if (size + hits > slots.length) {
            makeRoom(hits);
        }
        int[] places = block.hits;
        float[] found = block.scores;
        int at = size;
        int more = 0;
        for (int i = 0; i < hits; i++) {
            int slot = ofPlaces[from + places[i]];
            if (filter != null && !filter.accepts(slot)) {
                continue;
            }
            float score = found[i];
            int bucket = bucket(score);
            int isThere = 1 + (slot >> 31);
            slots[at] = slot;
            scores[at] = score;
            at += isThere;
            counts[bucket] += isThere;
            more += bucket >= atLeast ? isThere : 0;
        }
        size = at;
        above += more;
        raise();
    }

    // Once for many offers.
    private void raise() {
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

    private void makeRoom(int more) {
        drop();
        if (size + more > slots.length / 2) {
            int length = 2 * Math.max(slots.length, size + more);
            slots = Arrays.copyOf(slots, length);
            scores = Arrays.copyOf(scores, length);
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
        selection.take(slots, scores, size);
    }
}

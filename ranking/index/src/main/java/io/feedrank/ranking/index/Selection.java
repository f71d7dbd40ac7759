package io.feedrank.ranking.index;

/**
 * Keeps about the {@code wanted} best of all that is offered: a buffer of twice as many, cut by
 * quickselect when it is full. What can't be among the best any more is below {@link #threshold},
 * so most offers cost one comparison. Not thread-safe.
 */
final class Selection {
    private int wanted;
    private int size;
    private int[] slots = new int[64];
    private float[] scores = new float[64];
    private float threshold;

    /** Starts anew. */
    void reset(int newWanted) {
        wanted = newWanted;
        size = 0;
        threshold = Float.NEGATIVE_INFINITY;
        int capacity = 2 * wanted + 64;
        if (slots.length < capacity) {
            slots = new int[capacity];
            scores = new float[capacity];
        }
    }

    /** Only scores above it are worth an offer. */
    float threshold() {
        return threshold;
    }

    void offer(int slot, float score) {
        if (size == 2 * wanted + 64) {
            cut();
            if (score <= threshold) {
                return;
            }
        }
        slots[size] = slot;
        scores[size++] = score;
    }

    /** Leaves only the best, in no order. */
    void cut() {
        if (size <= wanted) {
            return;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            float pivot = median(scores[low], scores[(low + high) >>> 1], scores[high]);
            int i = low;
            int j = high;
            while (i <= j) {
                while (scores[i] > pivot) {
                    i++;
                }
                while (scores[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (wanted - 1 <= j) {
                high = j;
            } else if (wanted - 1 >= i) {
                low = i;
            } else {
                break;
            }
        }
        threshold = scores[wanted - 1];
        size = wanted;
    }

    private static float median(float a, float b, float c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private void swap(int i, int j) {
        float score = scores[i];
        scores[i] = scores[j];
        scores[j] = score;
        int slot = slots[i];
        slots[i] = slots[j];
        slots[j] = slot;
    }

    int size() {
        return size;
    }

    int slot(int i) {
        return slots[i];
    }

    float score(int i) {
        return scores[i];
    }

    /** The slots themselves: {@link #size} of them count. */
    int[] slots() {
        return slots;
    }

    /** The scores themselves, to be replaced by better ones. */
    float[] scores() {
        return scores;
    }

    /** What is in another comes in place of all that is here. */
    void take(int[] fromSlots, float[] fromScores, int count) {
        reset(count);
        System.arraycopy(fromSlots, 0, slots, 0, count);
        System.arraycopy(fromScores, 0, scores, 0, count);
        size = count;
    }

    /** Ints in the order of the floats. */
    static int sortable(float score) {
        int bits = Float.floatToRawIntBits(score);
        return bits ^ (bits >> 31 & 0x7fffffff);
    }
}

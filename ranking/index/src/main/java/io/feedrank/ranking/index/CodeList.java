package io.feedrank.ranking.index;

import org.jspecify.annotations.Nullable;

/**
 * Codes of vectors in blocks, with the slot that each belongs to. One thread at a time changes it,
 * and only at its end or by marking a place as gone; so scans need no lock. When a quarter of it is
 * gone, or it has to grow, what is left moves to new arrays, and scans that run keep the old ones.
 */
final class CodeList {
    private static final int GONE = -1;

    /** Told when a slot has a new place. */
    interface Moved {
        void to(int slot, int position);
    }

    /** The arrays as of one moment; {@code size} alone changes, when places below it are filled. */
    private static final class Blocks {
        final short[] codes;
        final int[] slots;
        final float @Nullable [] addends;
        volatile int size;

        Blocks(int blocks, int dimensions, boolean withAddends) {
            codes = new short[blocks * dimensions * CodeKernel.SHORTS];
            slots = new int[blocks * CodeKernel.BLOCK];
            addends = withAddends ? new float[blocks * CodeKernel.BLOCK] : null;
        }
    }

    private final Quantizer quantizer;
    private final int dimensions;
    private final boolean withAddends;
    private volatile Blocks current;
    private int gone;

    CodeList(Quantizer quantizer, int dimensions, Metric metric, int capacity) {
        this.quantizer = quantizer;
        this.dimensions = dimensions;
        this.withAddends = metric == Metric.EUCLIDEAN;
        this.current = new Blocks(blocksFor(capacity), dimensions, withAddends);
    }

    private static int blocksFor(int vectors) {
        return (vectors + CodeKernel.BLOCK - 1) / CodeKernel.BLOCK;
    }

    /**
     * Adds the vector at {@code from}.
     *
     * @param codes room for {@code int[dimensions]}
     */
    void add(int slot, float[] vectors, int from, int[] codes, Moved moved) {
        if (current.size == current.slots.length) {
            move(current.size + Math.max(1, current.size / 4), moved);
        }
        Blocks blocks = current;
        int position = blocks.size;
        float addend = quantizer.encode(vectors, from, codes);
        int block = position / CodeKernel.BLOCK * dimensions * CodeKernel.SHORTS;
        int lane = position % CodeKernel.BLOCK;
        for (int d = 0; d < dimensions; d++) {
            CodeKernel.put(blocks.codes, block, lane, d, codes[d]);
        }
        if (blocks.addends != null) {
            blocks.addends[position] = addend;
        }
        blocks.slots[position] = slot;
        moved.to(slot, position);
        blocks.size = position + 1;
    }

    /** Marks a place as gone. */
    void remove(int position, Moved moved) {
        Blocks blocks = current;
        blocks.slots[position] = GONE;
        gone++;
        if (gone > CodeKernel.BLOCK / 2 && gone > blocks.size / 4) {
            move(blocks.size - gone + 1, moved);
        }
    }

    private void move(int capacity, Moved moved) {
        Blocks old = current;
        Blocks next =
                new Blocks(
                        blocksFor(Math.max(capacity, old.size - gone + 1)),
                        dimensions,
                        withAddends);
        int to = 0;
        for (int at = 0; at < old.size; at++) {
            int slot = old.slots[at];
            if (slot != GONE) {
                copy(old, at, next, to);
                next.slots[to] = slot;
                if (old.addends != null && next.addends != null) {
                    next.addends[to] = old.addends[at];
                }
                moved.to(slot, to++);
            }
        }
        next.size = to;
        gone = 0;
        current = next;
    }

    private void copy(Blocks old, int at, Blocks next, int to) {
        int block = at / CodeKernel.BLOCK * dimensions * CodeKernel.SHORTS;
        int nextBlock = to / CodeKernel.BLOCK * dimensions * CodeKernel.SHORTS;
        for (int d = 0; d < dimensions; d++) {
            int code = CodeKernel.get(old.codes, block, at % CodeKernel.BLOCK, d);
            CodeKernel.put(next.codes, nextBlock, to % CodeKernel.BLOCK, d, code);
        }
    }

    /**
     * Offers all that pass the filter; how many places were looked at.
     *
     * @param filter null lets everything through
     */
    int scan(
            QueryCodes query, @Nullable SlotFilter filter, Shortlist shortlist, BlockScores block) {
        Blocks blocks = current;
        int size = blocks.size;
        int stride = dimensions * CodeKernel.SHORTS;
        for (int from = 0, at = 0; from < size; from += CodeKernel.BLOCK, at += stride) {
            CodeKernel.dots(blocks.codes, at, query, block.dots);
            int count = Math.min(CodeKernel.BLOCK, size - from);
            int hits;
            if (blocks.addends == null) {
                hits = block.atLeast(leastDot(shortlist.threshold(), query), count);
                block.scoreHits(hits, query);
            } else {
                hits = block.atLeast(shortlist.threshold(), blocks.addends, from, count, query);
                block.gatherHits(hits);
            }
            if (hits > 0) {
                shortlist.offer(blocks.slots, from, block, hits, filter);
            }
        }
        return size;
    }

    /** A dot product below it can't be above the threshold. */
    private static int leastDot(float threshold, QueryCodes query) {
        return (int) Math.floor((threshold - query.offset()) / query.scale());
    }

    /**
     * The slot of the best score; the list must not be empty.
     *
     * @param dots room for {@code short[CodeKernel.BLOCK]}
     */
    int best(QueryCodes query, short[] dots) {
        Blocks blocks = current;
        int stride = dimensions * CodeKernel.SHORTS;
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int from = 0, block = 0;
                from < blocks.size;
                from += CodeKernel.BLOCK, block += stride) {
            CodeKernel.dots(blocks.codes, block, query, dots);
            int count = Math.min(CodeKernel.BLOCK, blocks.size - from);
            for (int i = 0; i < count; i++) {
                float score =
                        dots[i] * query.scale()
                                + (blocks.addends == null ? 0 : blocks.addends[from + i]);
                if (score > most) {
                    most = score;
                    best = blocks.slots[from + i];
                }
            }
        }
        return best;
    }

    /** Places, those that are gone too. */
    int size() {
        return current.size;
    }

    int gone() {
        return gone;
    }

    /** Calls for each place that is not gone. */
    void forEach(Moved each) {
        Blocks blocks = current;
        for (int at = 0; at < blocks.size; at++) {
            if (blocks.slots[at] != GONE) {
                each.to(blocks.slots[at], at);
            }
        }
    }

    long bytes() {
        Blocks blocks = current;
        return 2L * blocks.codes.length
                + 4L * blocks.slots.length
                + (blocks.addends == null ? 0 : 4L * blocks.addends.length);
    }
}

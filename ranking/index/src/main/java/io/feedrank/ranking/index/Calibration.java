package io.feedrank.ranking.index;

import java.util.Arrays;
import java.util.Random;

/**
 * How many lists have to be probed for a recall, learned on the data itself: for vectors drawn from
 * it the true neighbours are found by a scan of everything, and each is noted by the rank, among
 * the query's lists, of the list that it is in. The share of ranks below {@code p} is the recall of
 * {@code p} probes, for every {@code p} at once.
 */
final class Calibration {
    /** For one list. */
    static final Calibration NONE = new Calibration(new int[0], new float[0][]);

    private static final int QUERIES = 128;
    private static final int[] COUNTS = {10, 100, 1_000, 10_000};

    /** Recall asked for is overshot by this share of what may be missed. */
    private static final double MARGIN = 0.12;

    private final int[] counts;
    private final float[][] recalls;

    /**
     * Measured curves.
     *
     * @param counts neighbours wanted, ascending
     * @param recalls for each of them, the recall of 1, 2, … probes
     */
    Calibration(int[] counts, float[][] recalls) {
        this.counts = counts;
        this.recalls = recalls;
    }

    static Calibration measure(VectorStore store, Partition partition, int[] slots)
            throws InterruptedException {
        Centroids centroids = partition.centroids;
        if (centroids == null || slots.length < 2) {
            return NONE;
        }
        int[] usable = Arrays.stream(COUNTS).filter(count -> count <= slots.length / 4).toArray();
        long[][] ranks = new long[usable.length][centroids.size()];
        int[] rankOf = new int[centroids.size()];
        Random random = new Random(11);
        Scratch scratch = new Scratch();
        for (int q = 0; q < QUERIES; q++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while calibrating");
            }
            int slot = slots[random.nextInt(slots.length)];
            float[] query = store.copyOf(slot);
            int[] order = centroids.closest(query, centroids.size(), scratch);
            for (int rank = 0; rank < order.length; rank++) {
                rankOf[order[rank]] = rank;
            }
            for (int i = 0; i < usable.length; i++) {
                note(partition, query, slot, usable[i], rankOf, ranks[i], scratch);
            }
        }
        float[][] recalls = new float[usable.length][];
        for (int i = 0; i < usable.length; i++) {
            recalls[i] = cumulative(ranks[i]);
        }
        return new Calibration(usable, recalls);
    }

    private static void note(
            Partition partition,
            float[] query,
            int self,
            int count,
            int[] rankOf,
            long[] ranks,
            Scratch scratch) {
        partition.search(query, count + 1, partition.lists(), null, scratch);
        Selection nearest = scratch.candidates;
        for (int i = 0; i < nearest.size(); i++) {
            int list = partition.listOf(nearest.slot(i));
            if (nearest.slot(i) != self && list >= 0) {
                ranks[rankOf[list]]++;
            }
        }
    }

    private static float[] cumulative(long[] ranks) {
        long all = Math.max(1, Arrays.stream(ranks).sum());
        float[] recalls = new float[ranks.length];
        long sum = 0;
        for (int p = 0; p < ranks.length; p++) {
            sum += ranks[p];
            recalls[p] = (float) sum / all;
        }
        return recalls;
    }

    /** Lists to probe for the {@code count} closest of everything. */
    int probes(double count, double recall) {
        double wanted = recall + MARGIN * (1 - recall);
        int last = counts.length - 1;
        if (last < 0) {
            return Integer.MAX_VALUE;
        }
        int above = 0;
        while (above < last && counts[above] < count) {
            above++;
        }
        double high = first(recalls[above], wanted);
        if (counts[above] < count) {
            // Twice as many neighbours lie in at most twice as many lists.
            return (int) Math.min(recalls[above].length, Math.ceil(high * count / counts[above]));
        }
        if (above == 0) {
            return (int) high;
        }
        double low = first(recalls[above - 1], wanted);
        double share =
                Math.log(count / counts[above - 1])
                        / Math.log((double) counts[above] / counts[above - 1]);
        return (int) Math.ceil(low * Math.pow(high / low, share));
    }

    private static int first(float[] recalls, double wanted) {
        int low = 0;
        int high = recalls.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (recalls[middle] >= wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low + 1;
    }

    int[] counts() {
        return counts;
    }

    float[][] recalls() {
        return recalls;
    }
}

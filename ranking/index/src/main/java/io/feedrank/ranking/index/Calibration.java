package io.feedrank.ranking.index;

import java.util.Arrays;
import java.util.Random;

/**
 * What a recall takes, learned on the data itself: how many lists have to be probed, and how many
 * candidates by code compared as floats. For vectors drawn from the data the true neighbours are
 * found among twice as many of the closest by code, and each is noted by two ranks: that of its
 * list among the query's lists, and its own by code. The share of ranks below {@code p} is the
 * recall of {@code p} probes, for every {@code p} at once; likewise for candidates.
 */
final class Calibration {
    /** For an index that nothing was learned on. */
    static final Calibration NONE = new Calibration(new int[0], new float[0][], new float[0][]);

    /** Candidates beside those that are a share of the count. */
    static final int SPARE = 16;

    private static final int QUERIES = 64;
    private static final int[] COUNTS = {10, 100, 1_000, 10_000};
    private static final double[] OVERFETCH = {
        1, 1.01, 1.02, 1.04, 1.06, 1.08, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5, 1.75, 2
    };

    /** Recall asked for is overshot by this share of what may be missed. */
    private static final double MARGIN = 0.12;

    /** With lists to probe, codes may lose this share of what may be missed. */
    private static final double LOST_BY_CODES = 0.3;

    private final int[] counts;
    private final float[][] recalls;
    private final float[][] codeRecalls;

    /**
     * Measured curves.
     *
     * @param counts neighbours wanted, ascending
     * @param recalls for each of them, the recall of 1, 2, … probes
     * @param codeRecalls for each of them, that of each step of candidates
     */
    Calibration(int[] counts, float[][] recalls, float[][] codeRecalls) {
        this.counts = counts;
        this.recalls = recalls;
        this.codeRecalls = codeRecalls;
    }

    /**
     * What a search has to do.
     *
     * @param probes lists to look through
     * @param overfetch candidates by code for each vector wanted
     */
    record Effort(int probes, double overfetch) {}

    static Calibration measure(VectorStore store, Partition partition, int[] slots)
            throws InterruptedException {
        if (slots.length < 2) {
            return NONE;
        }
        int[] usable = Arrays.stream(COUNTS).filter(count -> count <= slots.length / 4).toArray();
        CodeRanks[] noted = new CodeRanks[usable.length];
        for (int i = 0; i < usable.length; i++) {
            noted[i] = new CodeRanks(usable[i], partition.lists(), OVERFETCH, SPARE);
        }
        Random random = new Random(11);
        Scratch scratch = new Scratch();
        for (int q = 0; q < QUERIES; q++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while calibrating");
            }
            int slot = slots[random.nextInt(slots.length)];
            int[] rankOf = partition.ranksOfLists(store.copyOf(slot), scratch);
            for (CodeRanks ranks : noted) {
                ranks.note(store, partition, slot, rankOf, scratch);
            }
        }
        return new Calibration(
                usable,
                Arrays.stream(noted).map(CodeRanks::recallsByProbes).toArray(float[][]::new),
                Arrays.stream(noted).map(CodeRanks::recallsByCandidates).toArray(float[][]::new));
    }

    /** What the {@code count} closest of everything take. */
    Effort effort(double count, double recall, boolean probing) {
        int last = counts.length - 1;
        double wanted = recall + MARGIN * (1 - recall);
        if (last < 0) {
            return new Effort(Integer.MAX_VALUE, Double.MAX_VALUE);
        }
        int above = 0;
        while (above < last && counts[above] < count) {
            above++;
        }
        int below = Math.max(0, above - 1);
        double byCode = probing ? 1 - LOST_BY_CODES * (1 - recall) : wanted;
        int step = Math.max(step(above, byCode), step(below, byCode));
        if (!probing) {
            return new Effort(Integer.MAX_VALUE, OVERFETCH[step]);
        }
        double reached = Math.min(codeRecalls[above][step], codeRecalls[below][step]);
        return new Effort(probes(count, above, wanted / reached), OVERFETCH[step]);
    }

    private int step(int curve, double wanted) {
        int step = 0;
        while (step < OVERFETCH.length - 1 && codeRecalls[curve][step] < wanted) {
            step++;
        }
        return step;
    }

    private int probes(double count, int above, double wanted) {
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

    float[][] codeRecalls() {
        return codeRecalls;
    }
}

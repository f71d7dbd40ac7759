package io.feedrank.ranking.index;

import java.util.Arrays;

/** Where the true neighbours of some vectors were met: in which list, and how far down by code. */
final class CodeRanks {
    /** Neighbours are looked for among as many times their number. */
    private static final int AMONG = 2;

    private final int count;
    private final long[] byList;
    private final long[] byCandidates;
    private final int[] candidates;
    private long all;

    /**
     * Nothing noted yet.
     *
     * @param count neighbours of each vector
     * @param overfetch candidates for each neighbour, ascending, the last of them {@value #AMONG}
     */
    CodeRanks(int count, int lists, double[] overfetch, int spare) {
        this.count = count;
        this.byList = new long[lists];
        this.candidates = new int[overfetch.length];
        this.byCandidates = new long[overfetch.length + 1];
        for (int step = 0; step < overfetch.length; step++) {
            candidates[step] = (int) Math.ceil(count * overfetch[step]) + spare;
        }
    }

    /** Notes the neighbours of the vector in a slot, but for itself. */
    void note(VectorStore store, Partition partition, int self, int[] rankOf, Scratch scratch) {
        float[] query = store.copyOf(self);
        int most = candidates[candidates.length - 1] + 1;
        partition.search(query, most, partition.lists(), null, scratch);
        Selection found = scratch.candidates;
        scratch.order.sort(found);
        int[] byCode = new int[found.size()];
        int size = 0;
        for (int rank = 0; rank < byCode.length; rank++) {
            int slot = found.slot(scratch.order.at(rank));
            byCode[size] = slot;
            size += slot == self ? 0 : 1;
        }
        float[] scores = new float[size];
        store.similarities(query, byCode, size, scores);
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        float least = sorted[Math.max(0, size - count)];
        int step = 0;
        for (int rank = 0; rank < size; rank++) {
            while (step < candidates.length && candidates[step] <= rank) {
                step++;
            }
            int list = partition.listOf(byCode[rank]);
            if (scores[rank] >= least && list >= 0) {
                byList[rankOf[list]]++;
                byCandidates[step]++;
                all++;
            }
        }
    }

    float[] recallsByProbes() {
        return cumulative(byList, byList.length);
    }

    float[] recallsByCandidates() {
        return cumulative(byCandidates, candidates.length);
    }

    private float[] cumulative(long[] noted, int length) {
        float[] recalls = new float[length];
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += noted[i];
            recalls[i] = (float) sum / Math.max(1, all);
        }
        return recalls;
    }
}

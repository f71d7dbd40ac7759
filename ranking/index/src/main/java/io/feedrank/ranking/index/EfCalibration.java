package io.feedrank.ranking.index;

import java.util.Random;

/**
 * How many candidates (ef) a graph has to weigh for a recall, learned on the data itself: vectors
 * drawn from it are searched with growing ef, and what is found is compared with the exact answer.
 */
final class EfCalibration {
    static final EfCalibration NONE = new EfCalibration(new int[0], new double[0][]);

    private static final int QUERIES = 48;
    private static final int[] COUNTS = {10, 100, 1_000};
    private static final double GROWTH = 1.25;
    private static final int STEPS = 20;
    private static final double MARGIN = 0.12;

    private final int[] counts;
    private final double[][] recalls;

    /**
     * Measured curves.
     *
     * @param counts neighbours wanted, ascending
     * @param recalls for each of them, the recall of each step of ef
     */
    EfCalibration(int[] counts, double[][] recalls) {
        this.counts = counts;
        this.recalls = recalls;
    }

    static EfCalibration measure(VectorStore store, Graph graph) throws InterruptedException {
        int usable = 0;
        while (usable < COUNTS.length && 2 * COUNTS[usable] < graph.size()) {
            usable++;
        }
        int[] counts = new int[usable];
        double[][] recalls = new double[usable][STEPS];
        Scratch scratch = new Scratch();
        for (int i = 0; i < usable; i++) {
            counts[i] = COUNTS[i];
            Random random = new Random(13);
            for (int q = 0; q < QUERIES; q++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while calibrating");
                }
                note(store, graph, random, counts[i], recalls[i], scratch);
            }
        }
        return new EfCalibration(counts, recalls);
    }

    private static void note(
            VectorStore store,
            Graph graph,
            Random random,
            int count,
            double[] recalls,
            Scratch scratch) {
        float[] query = store.copyOf(graph.slot(random.nextInt(graph.size())));
        float least = worst(store, graph, query, count, scratch.candidates);
        for (int step = 0; step < STEPS; step++) {
            Selection found = scratch.centres;
            found.reset(count);
            int ef = ef(count, step);
            graph.search(store, query, ef, Integer.MAX_VALUE, null, found, scratch);
            found.cut();
            int hits = 0;
            for (int i = 0; i < found.size(); i++) {
                hits += found.score(i) >= least ? 1 : 0;
            }
            double recall = Math.min(1, (double) hits / count);
            recalls[step] += recall / QUERIES;
            if (recall == 1) {
                for (int further = step + 1; further < STEPS; further++) {
                    recalls[further] += 1.0 / QUERIES;
                }
                break;
            }
        }
    }

    /** Similarity of the last of the {@code count} closest. */
    private static float worst(
            VectorStore store, Graph graph, float[] query, int count, Selection nearest) {
        nearest.reset(count);
        for (int node = 0; node < graph.size(); node++) {
            float similarity = store.similarity(query, graph.slot(node));
            if (similarity >= nearest.threshold()) {
                nearest.offer(graph.slot(node), similarity);
            }
        }
        nearest.cut();
        float least = Float.POSITIVE_INFINITY;
        for (int i = 0; i < nearest.size(); i++) {
            least = Math.min(least, nearest.score(i));
        }
        return least;
    }

    private static int ef(int count, int step) {
        return (int) Math.ceil(count * Math.pow(GROWTH, step));
    }

    int[] counts() {
        return counts;
    }

    double[][] recalls() {
        return recalls;
    }

    /** Candidates to weigh for the {@code count} closest. */
    int ef(int count, double recall) {
        if (counts.length == 0) {
            return (int) Math.min(Integer.MAX_VALUE, 2L * count);
        }
        int curve = 0;
        while (curve < counts.length - 1 && counts[curve] < count) {
            curve++;
        }
        double wanted = recall + MARGIN * (1 - recall);
        int step = 0;
        while (step < STEPS - 1 && recalls[curve][step] < wanted) {
            step++;
        }
        // The curve of the next larger count asks for too little when it serves a smaller one.
        int least = counts.length > 1 && curve > 0 && counts[curve] > count ? ef(10, 8) : 1;
        return Math.max(least, ef(count, step));
    }
}

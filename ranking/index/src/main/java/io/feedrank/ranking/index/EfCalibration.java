package io.feedrank.ranking.index;

/**
 * How many candidates (ef) a graph has to weigh for a recall, learned on the data itself: vectors
 * that the graph does not have yet are searched with growing ef, and what is found is compared with
 * the exact answer. A vector that is in the graph would be led to its neighbours by its own links.
 */
final class EfCalibration {
    static final EfCalibration NONE = new EfCalibration(new int[0], new double[0][]);

    /** Vectors that are held back to be searched for. */
    static final int QUERIES = 200;

    private static final int[] COUNTS = {10, 100, 1_000};

    /** As many neighbours looked for tell a recall apart well enough. */
    private static final int ENOUGH = 24_000;

    private static final int LEAST_QUERIES = 48;
    private static final double GROWTH = 1.25;
    private static final int STEPS = 20;
    private static final double MARGIN = 0.12;

    private final int[] counts;
    private final double[][] recalls;
    private final double[][] missing;

    /**
     * Measured curves.
     *
     * @param counts neighbours wanted, ascending
     * @param recalls for each of them, the recall of each step of ef
     */
    EfCalibration(int[] counts, double[][] recalls) {
        this.counts = counts;
        this.recalls = recalls;
        this.missing = new double[recalls.length][];
        for (int curve = 0; curve < recalls.length; curve++) {
            missing[curve] = missing(recalls[curve], queries(counts[curve]) * counts[curve]);
        }
    }

    private static int queries(int count) {
        return Math.max(LEAST_QUERIES, Math.min(QUERIES, ENOUGH / count));
    }

    /**
     * The share that is missed, falling with each step. Where nothing was missed any more, less
     * than the measurement could tell, and half as much with each step.
     */
    private static double[] missing(double[] recalls, int neighbours) {
        double[] missing = new double[recalls.length];
        double least = 1;
        for (int step = 0; step < recalls.length; step++) {
            double seen = 1 - recalls[step];
            least = Math.min(least, seen > 0.25 / neighbours ? seen : 0.5 * least);
            missing[step] = seen > 0.25 / neighbours ? least : Math.min(least, 0.5 / neighbours);
            least = missing[step];
        }
        return missing;
    }

    /**
     * Curves of a graph.
     *
     * @param heldBack slots of vectors that are not in the graph
     * @throws InterruptedException when the thread was interrupted meanwhile
     */
    static EfCalibration measure(VectorStore store, Graph graph, int[] heldBack)
            throws InterruptedException {
        if (heldBack.length == 0) {
            return NONE;
        }
        int usable = 0;
        while (usable < COUNTS.length && 2 * COUNTS[usable] < graph.size()) {
            usable++;
        }
        int[] counts = new int[usable];
        double[][] recalls = new double[usable][STEPS];
        Scratch scratch = new Scratch();
        for (int i = 0; i < usable; i++) {
            counts[i] = COUNTS[i];
            int queries = Math.min(heldBack.length, queries(counts[i]));
            for (int q = 0; q < queries; q++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("while calibrating");
                }
                float[] query = store.copyOf(heldBack[q]);
                note(store, graph, query, counts[i], recalls[i], scratch);
            }
            for (int step = 0; step < STEPS; step++) {
                recalls[i][step] /= queries;
            }
        }
        return new EfCalibration(counts, recalls);
    }

    /** Adds the recall of a query to those of each step. */
    private static void note(
            VectorStore store,
            Graph graph,
            float[] query,
            int count,
            double[] recalls,
            Scratch scratch) {
        float least = worst(store, graph, query, count, scratch.candidates);
        for (int step = 0; step < STEPS; step++) {
            Selection found = scratch.centres;
            found.reset(count);
            int ef = efAt(count, step);
            graph.search(store, query, ef, Integer.MAX_VALUE, null, found, scratch);
            found.cut();
            int hits = 0;
            for (int i = 0; i < found.size(); i++) {
                hits += found.score(i) >= least ? 1 : 0;
            }
            double recall = Math.min(1, (double) hits / count);
            recalls[step] += recall;
            if (recall == 1) {
                for (int further = step + 1; further < STEPS; further++) {
                    recalls[further] += 1;
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

    private static int efAt(int count, double step) {
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
        double most = (1 - MARGIN) * (1 - recall);
        double[] missed = missing[curve];
        int step = 0;
        while (step < missed.length - 1 && missed[step] > most) {
            step++;
        }
        double at = step;
        if (step > 0 && missed[step] <= most) {
            // What is missed falls about evenly on a scale of logarithms.
            double before = Math.log(missed[step - 1]);
            at = step - 1 + (before - Math.log(most)) / (before - Math.log(missed[step]));
        }
        // The curve of the next larger count asks for too little when it serves a smaller one.
        int least = counts.length > 1 && curve > 0 && counts[curve] > count ? efAt(10, 8) : 1;
        return Math.max(least, efAt(count, at));
    }
}

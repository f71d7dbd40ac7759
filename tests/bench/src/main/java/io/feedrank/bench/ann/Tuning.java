package io.feedrank.bench.ann;

/** Finds the least effort at which a contender reaches a recall, by bisection. */
final class Tuning {
    /** A recall this little above the one wanted is near enough. */
    private static final double NEAR = 0.003;

    private static final int STEPS = 14;

    private final VectorSet set;
    private final Truth truth;

    Tuning(VectorSet set, Truth truth) {
        this.set = set;
        this.truth = truth;
    }

    /**
     * Leaves the contender at that effort; the recall there, which is lower when it can't reach it.
     */
    double tune(Contender contender, int k, double recall) {
        double low = contender.leastEffort(k);
        double high = contender.mostEffort(k);
        double reached = at(contender, low, k);
        if (reached >= recall) {
            return reached;
        }
        reached = at(contender, high, k);
        double best = high;
        for (int step = 0; step < STEPS && reached - recall > NEAR; step++) {
            double middle =
                    contender.wholeEffort()
                            ? Math.rint(Math.sqrt(low * high))
                            : 1 - Math.sqrt((1 - low) * (1 - high));
            if (contender.wholeEffort() && high - low <= 1) {
                break;
            }
            double there = at(contender, middle, k);
            if (there >= recall) {
                high = middle;
                best = middle;
                reached = there;
            } else {
                low = middle;
            }
        }
        return at(contender, best, k);
    }

    private double at(Contender contender, double effort, int k) {
        contender.effort(effort);
        return truth.recall(found(contender, k), k);
    }

    private int[][] found(Contender contender, int k) {
        int[][] found = new int[set.queries().length][];
        for (int query = 0; query < found.length; query++) {
            found[query] = contender.search(set.queries()[query], k);
        }
        return found;
    }
}

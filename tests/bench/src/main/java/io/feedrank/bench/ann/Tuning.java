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

    /** Where a contender was left; the recall is lower than wanted when it can't reach it. */
    record Tuned(double effort, double recall) {}

    /** Leaves the contender at the least effort that reaches the recall. */
    Tuned tune(Contender contender, int k, double recall) {
        double low = contender.leastEffort(k);
        double reached = at(contender, low, k);
        if (reached >= recall) {
            return new Tuned(low, reached);
        }
        double high = contender.mostEffort(k);
        if (contender.wholeEffort()) {
            // Doubling costs less than a look at the far end.
            double next = 2 * low;
            while (next < high && at(contender, next, k) < recall) {
                low = next;
                next = 2 * low;
            }
            high = Math.min(next, high);
        }
        reached = at(contender, high, k);
        double best = high;
        for (int step = 0; step < STEPS && reached - recall > NEAR; step++) {
            if (contender.wholeEffort() && high - low <= 1) {
                break;
            }
            double middle =
                    contender.wholeEffort()
                            ? Math.rint(Math.sqrt(low * high))
                            : 1 - Math.sqrt((1 - low) * (1 - high));
            double there = at(contender, middle, k);
            if (there >= recall) {
                high = middle;
                best = middle;
                reached = there;
            } else {
                low = middle;
            }
        }
        return new Tuned(best, at(contender, best, k));
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

package io.feedrank.feature.impression;

/**
 * How far what was chosen of a list differs from what strengths foretold: in the model of Luce
 * (Individual Choice Behavior, 1959) and Plackett (The Analysis of Permutations, 1975) post {@code
 * i} of a list is chosen with probability {@code exp(s_i) / sum of exp(s_j)}. A surprise is the
 * gradient of the choice's log-likelihood by a strength, by which that is moved.
 */
public final class Choice {
    private Choice() {}

    /**
     * The surprise of each post; all 0 when nothing was chosen.
     *
     * @param strengths of the posts in view, as the list was known by
     * @param chosen by position; several share the choice
     */
    public static double[] surprises(double[] strengths, boolean[] chosen) {
        double[] surprises = new double[strengths.length];
        double total = 0;
        int choices = 0;
        for (int i = 0; i < strengths.length; i++) {
            surprises[i] = StrictMath.exp(strengths[i]);
            total += surprises[i];
            choices += chosen[i] ? 1 : 0;
        }
        for (int i = 0; i < strengths.length; i++) {
            surprises[i] =
                    choices == 0 ? 0 : (chosen[i] ? 1.0 / choices : 0) - surprises[i] / total;
        }
        return surprises;
    }
}

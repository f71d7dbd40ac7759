package io.feedrank.ranking.training.canary;

/**
 * Whether something happens more often than it may, asked after every observation.
 *
 * <p>The statistic is the mean, over several higher rates, of the likelihood ratio of that rate to
 * the allowed one: under the allowed rate or less a non-negative supermartingale that starts at 1,
 * so that the chance that it ever reaches {@code 1/alpha} is at most {@code alpha} (Ville's
 * inequality, 1939; Wald's sequential likelihood ratio, 1945, mixed over the alternative as by
 * Robbins, 1970). The allowed rate may follow what was seen before each observation. One thread
 * uses it.
 */
final class RateTest {
    /** Alternatives: this far from the allowed rate to 1. */
    private static final double[] STEPS = {0.05, 0.2, 0.5, 0.9};

    private final double[] logRatios = new double[STEPS.length];
    private int observed;
    private int happened;

    /**
     * Takes an observation.
     *
     * @param allowed the rate that is no fault, above 0 and below 1
     */
    void observe(boolean happens, double allowed) {
        observed++;
        happened += happens ? 1 : 0;
        for (int i = 0; i < STEPS.length; i++) {
            double other = allowed + (1 - allowed) * STEPS[i];
            logRatios[i] +=
                    happens ? Math.log(other / allowed) : Math.log((1 - other) / (1 - allowed));
        }
    }

    /** Evidence that the rate is higher than allowed: 1/alpha of it is enough at level alpha. */
    double evidence() {
        double sum = 0;
        for (double logRatio : logRatios) {
            sum += Math.exp(Math.min(700, logRatio));
        }
        return sum / logRatios.length;
    }

    int observed() {
        return observed;
    }

    int happened() {
        return happened;
    }

    /** Share of the observations; 0 before the first. */
    double rate() {
        return observed == 0 ? 0 : (double) happened / observed;
    }
}

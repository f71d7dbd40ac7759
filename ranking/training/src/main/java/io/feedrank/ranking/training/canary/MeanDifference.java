package io.feedrank.ranking.training.canary;

/**
 * The difference of two means, with an interval that holds at all times at once, so that one may
 * look after every observation and stop when one likes.
 *
 * <p>With {@code V} the variance of the difference and {@code T} that of a normal mixture over it,
 * the mixture sequential probability ratio {@code sqrt(V/(V+T)) exp(T d^2 / (2 V (V+T)))} is a
 * martingale under no difference; inverted it gives the interval {@code d +- sqrt(V (V+T)/T (2
 * log(1/alpha) + log((V+T)/V)))}. Source: Johari, Pekelis, Walsh, "Always Valid Inference:
 * Continuous Monitoring of A/B Tests" (2015), after Robbins (1970). Variances are estimated, so it
 * holds asymptotically; a minimum of observations keeps it away from the start. One thread uses it.
 */
final class MeanDifference {
    private final double mixture;
    private final Mean trial = new Mean();
    private final Mean control = new Mean();

    /**
     * No observations.
     *
     * @param effect size of difference that is to be found soon; the mixture's standard deviation
     */
    MeanDifference(double effect) {
        this.mixture = effect * effect;
    }

    void observeTrial(double value) {
        trial.add(value);
    }

    void observeControl(double value) {
        control.add(value);
    }

    int trials() {
        return trial.count;
    }

    int controls() {
        return control.count;
    }

    double trialMean() {
        return trial.mean;
    }

    double controlMean() {
        return control.mean;
    }

    double difference() {
        return trial.mean - control.mean;
    }

    /** Half the width of the interval around the difference; infinite before two of each. */
    double halfWidth(double alpha) {
        if (trial.count < 2 || control.count < 2) {
            return Double.POSITIVE_INFINITY;
        }
        // A mean over values that never differed is not exact: one in n may still come.
        double variance = trial.ofMean() + control.ofMean();
        return Math.sqrt(
                variance
                        * (variance + mixture)
                        / mixture
                        * (2 * Math.log(1 / alpha) + Math.log((variance + mixture) / variance)));
    }

    /** Mean and variance, updated one by one (Welford, 1962). */
    private static final class Mean {
        private int count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double before = value - mean;
            mean += before / count;
            squares += before * (value - mean);
        }

        double ofMean() {
            double variance = squares / (count - 1);
            return Math.max(variance, 1.0 / count) / count;
        }
    }
}

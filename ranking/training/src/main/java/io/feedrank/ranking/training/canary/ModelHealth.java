package io.feedrank.ranking.training.canary;

import io.feedrank.proto.v1.ModelAttempt;
import io.feedrank.ranking.pipeline.registry.Why;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the calls of a model on trial fail, or take much longer than those of the production
 * model at the same time. One thread uses it.
 */
final class ModelHealth {
    /** A few failures in a row may have one cause; so many have not. */
    private static final int FEWEST_FAULTS = 5;

    /** Handing a call to another thread takes longer on a busy machine, by no more than this. */
    private static final long SLACK_MICROS = 3_000;

    /** Calls of a model that was just loaded are slow whatever it is. */
    private static final int WARM_UP_CALLS = 20;

    private final RecentMedian production = new RecentMedian();
    private final RateTest failures = new RateTest();
    private final RateTest slowness = new RateTest();
    private final RateTest productionFailures = new RateTest();
    private final RateTest productionSlowness = new RateTest();
    private int calls;
    private final double alpha;
    private final double errorRate;
    private final Slow slow;
    private String lastFailure = "";

    /**
     * What is slow.
     *
     * @param factor over the production model's median
     * @param share of the calls that may be
     */
    record Slow(double factor, double share) {}

    ModelHealth(JudgeConfig config, Slow slow) {
        this.alpha = config.alpha();
        this.errorRate = config.errorRate();
        this.slow = slow;
    }

    void observeProduction(ModelAttempt call) {
        boolean failed = !call.getFailure().isEmpty();
        productionFailures.observe(failed, 0.5);
        if (!failed) {
            production
                    .median()
                    .ifPresent(median -> productionSlowness.observe(isSlow(call, median), 0.5));
            production.add((double) call.getMicros());
        }
    }

    void observeTrial(ModelAttempt call) {
        boolean failed = !call.getFailure().isEmpty();
        if (failed) {
            lastFailure = call.getFailure();
        }
        failures.observe(failed, Math.min(0.5, Math.max(errorRate, productionFailures.rate())));
        calls++;
        if (calls > WARM_UP_CALLS) {
            // What slows the production model's calls as well is not the trial's fault.
            double share = Math.min(0.8, Math.max(slow.share(), 2 * productionSlowness.rate()));
            production.median().ifPresent(median -> slowness.observe(isSlow(call, median), share));
        }
    }

    private boolean isSlow(ModelAttempt call, double median) {
        return call.getMicros() > slow.factor() * median
                && call.getMicros() > median + SLACK_MICROS;
    }

    /** Why it must go; empty while nothing speaks against it. */
    Optional<Why> fault() {
        if (failures.happened() >= FEWEST_FAULTS && failures.evidence() >= 1 / alpha) {
            return Optional.of(
                    new Why(
                            "judge",
                            failures.happened()
                                    + " of "
                                    + failures.observed()
                                    + " calls failed, the last one: "
                                    + lastFailure,
                            figures()));
        }
        if (slowness.happened() >= FEWEST_FAULTS && slowness.evidence() >= 1 / alpha) {
            return Optional.of(
                    new Why(
                            "judge",
                            slowness.happened()
                                    + " of "
                                    + slowness.observed()
                                    + " calls took over "
                                    + slow.factor()
                                    + " times the production model's median",
                            figures()));
        }
        return Optional.empty();
    }

    Map<String, Double> figures() {
        return Map.of(
                "calls", (double) failures.observed(),
                "failed_share", failures.rate(),
                "slow_share", slowness.rate(),
                "production_median_us", production.median().orElse(Double.NaN));
    }
}

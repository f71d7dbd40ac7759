package io.feedrank.ranking.training.evaluation.baseline;

import java.time.Duration;

/** A count that halves every half-life. */
final class DecayedCount {
    private final double rate;
    private double value;
    private long atSecond;

    DecayedCount(Duration halfLife) {
        this.rate = Math.log(2) / halfLife.toSeconds();
    }

    void add(double amount, long second) {
        value = at(second) + amount;
        atSecond = Math.max(atSecond, second);
    }

    double at(long second) {
        return value * Math.exp(-rate * Math.max(0, second - atSecond));
    }
}

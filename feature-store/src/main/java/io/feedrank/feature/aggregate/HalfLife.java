package io.feedrank.feature.aggregate;

import java.time.Duration;

/** Half-lives of the exponential decays that features use. */
public enum HalfLife {
    ONE_HOUR(Duration.ofHours(1)),
    SIX_HOURS(Duration.ofHours(6)),
    ONE_DAY(Duration.ofHours(24));

    private static final double LOG_2 = StrictMath.log(2);

    private final Duration duration;
    private final long seconds;

    HalfLife(Duration duration) {
        this.duration = duration;
        this.seconds = duration.toSeconds();
    }

    public Duration duration() {
        return duration;
    }

    /**
     * What is left of 1 after so many seconds: {@code 2^(-after / half-life)}; 1 for the future.
     */
    double weight(double after) {
        return after <= 0 ? 1 : StrictMath.exp(-LOG_2 * after / seconds);
    }
}

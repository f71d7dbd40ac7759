package io.feedrank.feature.aggregate;

import java.time.Duration;

/** Half-lives of the exponential decays that features use. */
public enum HalfLife {
    ONE_HOUR(Duration.ofHours(1)),
    SIX_HOURS(Duration.ofHours(6)),
    ONE_DAY(Duration.ofHours(24));

    private final Duration duration;

    HalfLife(Duration duration) {
        this.duration = duration;
    }

    public Duration duration() {
        return duration;
    }

    /**
     * What is left of 1 after {@code seconds}: {@code 2^(-seconds / half-life)}; 1 for the future.
     */
    double weight(double seconds) {
        return seconds <= 0
                ? 1
                : StrictMath.exp(-StrictMath.log(2) * seconds / duration.toSeconds());
    }
}

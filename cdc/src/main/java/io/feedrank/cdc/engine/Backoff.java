package io.feedrank.cdc.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Delays that double up to a bound, each cut by a random part, so that processes don't come back in
 * step. One thread.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * The delay before the next attempt: half to all of {@code first * 2^failures}, at most {@code
     * longest}.
     */
    Duration next() {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
    }

    /** It worked: the next failure starts small. */
    void reset() {
        failures = 0;
    }
}

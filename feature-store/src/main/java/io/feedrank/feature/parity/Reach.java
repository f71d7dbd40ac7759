package io.feedrank.feature.parity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How far back what is compared with reaches, and whose is not there.
 *
 * @param eventsSince when the oldest event that is still there was appended; empty: all are there
 * @param allRows whether every captured row of posts is still there
 * @param clockOffset of the deployment's clock
 * @param erased whose events are not taken any more
 */
public record Reach(
        Optional<Instant> eventsSince,
        boolean allRows,
        Duration clockOffset,
        Predicate<String> erased) {
    /** An event may be sent so long before its time. */
    private static final Duration LEAD = Duration.ofMinutes(10);

    /** Everything is there, on the system's clock, and nobody was erased. */
    public static Reach everything() {
        return new Reach(Optional.empty(), true, Duration.ZERO, user -> false);
    }

    /** Whether an event of that time has to be there still. */
    boolean has(Instant eventTime) {
        return eventsSince
                .map(since -> eventTime.minus(clockOffset).minus(LEAD).isAfter(since))
                .orElse(true);
    }
}

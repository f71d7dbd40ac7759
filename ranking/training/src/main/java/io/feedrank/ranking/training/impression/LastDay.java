package io.feedrank.ranking.training.impression;

import java.time.Duration;
import java.time.Instant;

/**
 * The examples of the last day, to be held out.
 *
 * @param first the first of them
 * @param end after the last of them
 */
record LastDay(int first, int end) {
    private static final int FEWEST_BEFORE = 1_000;
    private static final int FEWEST = 200;

    static LastDay of(ListwiseExamples examples) {
        int end = examples.size();
        Instant day = examples.time(end - 1).minus(Duration.ofDays(1));
        int first = end;
        while (first > 0 && examples.time(first - 1).isAfter(day)) {
            first--;
        }
        return new LastDay(first, end);
    }

    /** Whether enough is left to learn from, and enough to judge by. */
    boolean isWorthIt() {
        return first >= FEWEST_BEFORE && end - first >= FEWEST;
    }
}

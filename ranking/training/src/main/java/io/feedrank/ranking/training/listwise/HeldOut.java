package io.feedrank.ranking.training.listwise;

import java.time.Duration;
import java.time.Instant;

/**
 * Examples that the first run holds out, to tell when to stop; all are from after those that it
 * learns from.
 *
 * @param first the first of them
 * @param end after the last of them
 */
public record HeldOut(int first, int end) {
    private static final int FEWEST_BEFORE = 1_000;
    private static final int FEWEST = 200;

    /** Those of the last day. */
    public static HeldOut lastDay(ListwiseExamples examples) {
        int end = examples.size();
        Instant day = examples.time(end - 1).minus(Duration.ofDays(1));
        int first = end;
        while (first > 0 && examples.time(first - 1).isAfter(day)) {
            first--;
        }
        return new HeldOut(first, end);
    }

    /** Whether enough is left to learn from, and enough to judge by. */
    boolean isWorthIt() {
        return first >= FEWEST_BEFORE && end - first >= FEWEST;
    }
}

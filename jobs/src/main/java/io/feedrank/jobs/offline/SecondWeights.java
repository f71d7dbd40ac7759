package io.feedrank.jobs.offline;

import io.feedrank.feature.aggregate.DecayWeights;
import java.time.Instant;

/**
 * Weights as of the end of a second. Timers fire in order of time, so that the keys of one second
 * come one after the other, and share them. Of one subtask.
 */
final class SecondWeights {
    private long timestamp = Long.MIN_VALUE;
    private DecayWeights weights = new DecayWeights(Instant.EPOCH);

    /** As of a timer's {@code timestamp}. */
    DecayWeights at(long timestamp) {
        if (timestamp != this.timestamp) {
            this.timestamp = timestamp;
            weights = new DecayWeights(Instant.ofEpochMilli(timestamp));
        }
        return weights;
    }
}

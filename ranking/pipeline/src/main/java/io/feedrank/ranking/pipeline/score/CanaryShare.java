package io.feedrank.ranking.pipeline.score;

import com.dynatrace.hash4j.hashing.Hashing;
import io.feedrank.feature.config.FeedrankException;

/**
 * The share of the users that tries a canary. A user is in or out for the whole life of a canary,
 * on every replica; the next canary takes other users.
 *
 * @param percent of the users, 0 to 50
 */
public record CanaryShare(int percent) {
    /** The setting that holds it. */
    public static final String KEY = "ranking.canary-percent";

    private static final int BUCKETS = 10_000;

    public CanaryShare {
        if (percent < 0 || percent > 50) {
            throw FeedrankException.badInput(KEY + ": got " + percent + ", expected 0 to 50");
        }
    }

    /** Whether {@code userId} is among those that try {@code model}. */
    public boolean takes(String userId, String model) {
        long hash =
                Hashing.komihash5_0().hashStream().putString(model).putString(userId).getAsLong();
        return Long.remainderUnsigned(hash, BUCKETS) < (long) percent * BUCKETS / 100;
    }
}

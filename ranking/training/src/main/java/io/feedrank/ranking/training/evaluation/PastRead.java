package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.clicklog.LogRow;
import org.jspecify.annotations.Nullable;

/**
 * A read from the history.
 *
 * @param second when it began
 * @param seconds how long it lasted; null when unknown
 * @param scrollPercent how far down the page it went; null when unknown
 */
record PastRead(
        String userId,
        String postId,
        long second,
        @Nullable Long seconds,
        @Nullable Double scrollPercent) {
    /**
     * The second at which it counts: when it is over and its length known, and no sooner than a
     * click would.
     */
    long countsAt() {
        long length = seconds == null ? 0 : seconds;
        return second + Math.max(LogRow.CLICK_DELAY.toSeconds(), length);
    }
}

package io.feedrank.ranking.training.impression;

/** How long ago something was, on a scale that a network takes. */
final class Recency {
    /** The second of what never was. */
    static final long NEVER = Long.MIN_VALUE;

    private static final long FAR = 30L * 24 * 3600;

    private Recency() {}

    /** {@code log(1 + minutes)}, of 30 days at most, and so for what never was. */
    static double of(long second, long now) {
        long ago = second == NEVER ? FAR : Math.min(FAR, now - second);
        return StrictMath.log1p(ago / 60.0);
    }
}

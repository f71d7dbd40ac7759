package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.HalfLife;
import java.time.Instant;

/**
 * The score of a list of trending posts: the log of the decayed clicks, moved to the epoch, so that
 * scores of different moments compare and none has to be written again as time passes.
 */
public final class TrendingScore {
    /** How fast clicks are forgotten. */
    public static final HalfLife HALF_LIFE = HalfLife.SIX_HOURS;

    private TrendingScore() {}

    /** The score of {@code clicks}, decayed to {@code asOf}; above 0. */
    public static double of(double clicks, Instant asOf) {
        return Math.log(clicks) / Math.log(2) + halfLives(asOf);
    }

    /** How many clicks {@code score} stands for at {@code now}. */
    public static double clicksAt(double score, Instant now) {
        return Math.exp((score - halfLives(now)) * Math.log(2));
    }

    private static double halfLives(Instant instant) {
        return (double) instant.getEpochSecond() / HALF_LIFE.duration().toSeconds();
    }
}

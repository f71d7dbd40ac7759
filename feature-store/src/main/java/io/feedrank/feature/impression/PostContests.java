package io.feedrank.feature.impression;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.FadingSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How a post fared against the posts it was shown beside: strengths that {@link Choice} moves, wins
 * and losses, and how far its last showings went beyond chance. Strengths decay towards 0, that of
 * a post of which nothing is known. All of an outcome that depends on other posts comes with it, so
 * that outcomes commute; but the moving averages weigh the showing that comes last most. Mutable,
 * not thread-safe.
 */
public final class PostContests {
    /** Names of the columns, in the order of {@link #fill}. */
    public static final List<String> COLUMNS =
            List.of(
                    "strength_quick",
                    "strength_slow",
                    "wins_3h",
                    "win_ratio_3h",
                    "win_ratio_24h",
                    "beyond_chance_5",
                    "beyond_chance_20");

    public static final Codec<PostContests> CODEC = new PostContestsCodec();

    private static final double QUICK_STEP = 0.5;
    private static final double SLOW_STEP = 0.15;
    private static final FadingSums.Rates QUICK = FadingSums.Rates.of(Duration.ofHours(12));
    private static final FadingSums.Rates SLOW = FadingSums.Rates.of(Duration.ofDays(4));
    private static final FadingSums.Rates CONTESTS =
            FadingSums.Rates.of(Duration.ofHours(3), Duration.ofDays(1));

    // Weight of the newest showing in a moving average: of about 5 and 20 showings.
    private static final double[] WEIGHTS = {0.2, 0.05};

    /**
     * What came of a list with a click, for one of its posts.
     *
     * @param second when its clicks are known
     * @param listSize posts in view
     * @param clicks how many of them were clicked
     * @param clicked whether this one was
     * @param surprise of this one, by the quick and by the slow strengths
     */
    public record Outcome(
            long second, int listSize, int clicks, boolean clicked, Surprise surprise) {}

    /** {@link Choice#surprises} of one post, by each kind of strength. */
    public record Surprise(double quick, double slow) {}

    private final FadingSums quick;
    private final FadingSums slow;
    private final FadingSums won;
    private final FadingSums lost;
    private final double[] averages;

    /** Of a post that was in no contest. */
    public PostContests() {
        this(
                new FadingSums(QUICK),
                new FadingSums(SLOW),
                new FadingSums(CONTESTS),
                new FadingSums(CONTESTS),
                new double[WEIGHTS.length]);
    }

    private PostContests(
            FadingSums quick, FadingSums slow, FadingSums won, FadingSums lost, double[] averages) {
        this.quick = quick;
        this.slow = slow;
        this.won = won;
        this.lost = lost;
        this.averages = averages;
    }

    /** The strength that follows the last hours. */
    public double quickStrength(long now) {
        return quick.get(0, now);
    }

    /** The strength of the last days. */
    public double slowStrength(long now) {
        return slow.get(0, now);
    }

    /** Takes in what came of a list. */
    public void judged(Outcome outcome) {
        quick.add(outcome.second(), QUICK_STEP * outcome.surprise().quick());
        slow.add(outcome.second(), SLOW_STEP * outcome.surprise().slow());
        if (outcome.clicked()) {
            won.add(outcome.second(), outcome.listSize() - outcome.clicks());
        } else {
            lost.add(outcome.second(), outcome.clicks());
        }
        double chance = (double) outcome.clicks() / outcome.listSize();
        double beyond = (outcome.clicked() ? 1 : 0) - chance;
        for (int i = 0; i < WEIGHTS.length; i++) {
            averages[i] += WEIGHTS[i] * (beyond - averages[i]);
        }
    }

    /** Computes the columns as of {@code now}, seconds of the epoch. */
    public void fill(long now, ColumnSink out) {
        double won3h = won.get(0, now);
        out.set(0, quickStrength(now));
        out.set(1, slowStrength(now));
        out.setLog(2, won3h);
        out.setLogRatio(3, won3h + 1, lost.get(0, now) + 1);
        out.setLogRatio(4, won.get(1, now) + 1, lost.get(1, now) + 1);
        out.set(5, averages[0]);
        out.set(6, averages[1]);
    }

    private static final class PostContestsCodec implements Codec<PostContests> {
        @Override
        public void write(PostContests value, DataOutput out) throws IOException {
            FadingSums.codec(QUICK).write(value.quick, out);
            FadingSums.codec(SLOW).write(value.slow, out);
            FadingSums.codec(CONTESTS).write(value.won, out);
            FadingSums.codec(CONTESTS).write(value.lost, out);
            for (double average : value.averages) {
                out.writeFloat((float) average);
            }
        }

        @Override
        public PostContests read(DataInput in) throws IOException {
            FadingSums quick = FadingSums.codec(QUICK).read(in);
            FadingSums slow = FadingSums.codec(SLOW).read(in);
            FadingSums won = FadingSums.codec(CONTESTS).read(in);
            FadingSums lost = FadingSums.codec(CONTESTS).read(in);
            double[] averages = new double[WEIGHTS.length];
            for (int i = 0; i < averages.length; i++) {
                averages[i] = in.readFloat();
            }
            return new PostContests(quick, slow, won, lost, averages);
        }

        @Override
        public PostContests copy(PostContests value) {
            return new PostContests(
                    FadingSums.codec(QUICK).copy(value.quick),
                    FadingSums.codec(SLOW).copy(value.slow),
                    FadingSums.codec(CONTESTS).copy(value.won),
                    FadingSums.codec(CONTESTS).copy(value.lost),
                    value.averages.clone());
        }
    }
}

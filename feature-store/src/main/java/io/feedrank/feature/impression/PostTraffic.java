package io.feedrank.feature.impression;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.FadingSums;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often a post is clicked, shown and read, at several half-lives; a network makes velocities of
 * them, which are differences of logarithms. The lift sets clicks against those that chance would
 * give: a showing among n posts is worth 1/n of a click. Mutable, not thread-safe.
 */
public final class PostTraffic {
    /** Half-lives of clicks, showings, and what relates them. */
    public static final List<Duration> HALF_LIVES =
            List.of(
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofDays(1),
                    Duration.ofDays(3));

    private static final List<String> NAMES = List.of("10m", "1h", "3h", "6h", "24h", "72h");
    private static final FadingSums.Rates RATES =
            FadingSums.Rates.of(HALF_LIVES.toArray(Duration[]::new));
    private static final FadingSums.Rates READ_RATES =
            FadingSums.Rates.of(Duration.ofDays(1), Duration.ofDays(3));
    private static final Measure[] MEASURES = Measure.values();

    // A post of which nothing is known is clicked as often as one among eleven.
    private static final double PRIOR_SHOWINGS = 10;
    private static final double PRIOR_CLICKS = 0.9;

    // Of a showing whose list is not known.
    private static final int USUAL_LIST = 11;

    /** What is told of one half-life. */
    public enum Measure {
        /** {@code log(1 + clicks)}. */
        CLICKS,
        /** {@code log(1 + showings)}. */
        SHOWINGS,
        /** Log of clicks over showings, smoothed. */
        CLICK_RATE,
        /** Log of clicks over those that chance would give, smoothed. */
        CLICK_LIFT
    }

    /** Names of the columns, in the order of {@link #fill}. */
    public static final List<String> COLUMNS = columns();

    public static final Codec<PostTraffic> CODEC = new PostTrafficCodec();

    private final FadingSums clicks;
    private final FadingSums showings;
    private final FadingSums chances;
    private final FadingSums reads;

    /** Of a post that nobody met. */
    public PostTraffic() {
        this(
                new FadingSums(RATES),
                new FadingSums(RATES),
                new FadingSums(RATES),
                new FadingSums(READ_RATES));
    }

    private PostTraffic(
            FadingSums clicks, FadingSums showings, FadingSums chances, FadingSums reads) {
        this.clicks = clicks;
        this.showings = showings;
        this.chances = chances;
        this.reads = reads;
    }

    /** It was shown, one of {@code listSize} posts in view; 0 when that is not known. */
    public void shown(long second, int listSize) {
        showings.add(second, 1);
        chances.add(second, 1.0 / (listSize == 0 ? USUAL_LIST : listSize));
    }

    public void clicked(long second) {
        clicks.add(second, 1);
    }

    public void read(long second) {
        reads.add(second, 1);
    }

    /** Adds all that {@code other} met. */
    public void merge(PostTraffic other) {
        clicks.merge(other.clicks);
        showings.merge(other.showings);
        chances.merge(other.chances);
        reads.merge(other.reads);
    }

    /**
     * A column as of {@code now}, seconds of the epoch.
     *
     * @param halfLife which of {@link #HALF_LIVES}
     */
    public double get(Measure measure, int halfLife, long now) {
        double clicked = measure == Measure.SHOWINGS ? 0 : clicks.get(halfLife, now);
        return switch (measure) {
            case CLICKS -> StrictMath.log1p(clicked);
            case SHOWINGS -> StrictMath.log1p(showings.get(halfLife, now));
            case CLICK_RATE ->
                    StrictMath.log(
                            (clicked + PRIOR_CLICKS)
                                    / (showings.get(halfLife, now) + PRIOR_SHOWINGS));
            case CLICK_LIFT -> StrictMath.log((clicked + 1) / (chances.get(halfLife, now) + 1));
        };
    }

    /** Computes the columns as of {@code now}, seconds of the epoch. */
    public void fill(long now, ColumnSink out) {
        int column = 0;
        for (int i = 0; i < NAMES.size(); i++) {
            for (Measure measure : MEASURES) {
                out.set(column++, get(measure, i, now));
            }
        }
        out.setLog(column, reads.get(0, now));
        out.setLog(column + 1, reads.get(1, now));
    }

    /** Name of a column, {@code click_lift_10m}. */
    public static String column(Measure measure, int halfLife) {
        return measure.name().toLowerCase(Locale.ROOT) + "_" + NAMES.get(halfLife);
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            for (Measure measure : MEASURES) {
                columns.add(column(measure, i));
            }
        }
        columns.add("reads_24h");
        columns.add("reads_72h");
        return List.copyOf(columns);
    }

    private static final class PostTrafficCodec implements Codec<PostTraffic> {
        private static final Codec<FadingSums> SUMS = FadingSums.codec(RATES);
        private static final Codec<FadingSums> READS = FadingSums.codec(READ_RATES);

        @Override
        public void write(PostTraffic value, DataOutput out) throws IOException {
            SUMS.write(value.clicks, out);
            SUMS.write(value.showings, out);
            SUMS.write(value.chances, out);
            READS.write(value.reads, out);
        }

        @Override
        public PostTraffic read(DataInput in) throws IOException {
            return new PostTraffic(SUMS.read(in), SUMS.read(in), SUMS.read(in), READS.read(in));
        }

        @Override
        public PostTraffic copy(PostTraffic value) {
            return new PostTraffic(
                    SUMS.copy(value.clicks),
                    SUMS.copy(value.showings),
                    SUMS.copy(value.chances),
                    READS.copy(value.reads));
        }
    }
}

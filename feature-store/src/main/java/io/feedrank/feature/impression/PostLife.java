package io.feedrank.feature.impression;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How long a post has been around, when anyone last met it, and how thoroughly it is read. Mutable,
 * not thread-safe.
 */
public final class PostLife {
    /** Names of the columns, in the order of {@link #fill}. */
    public static final List<String> COLUMNS =
            List.of("age", "since_shown", "since_taken", "read_seconds", "scroll");

    public static final Codec<PostLife> CODEC = new PostLifeCodec();

    private static final double LONGEST_READ = 1_800;

    // Reads after which a post's own mean weighs as much as that of any post.
    private static final double PRIOR_READS = 5;
    private static final double PRIOR_LOG_SECONDS = 3.5;
    private static final double PRIOR_SCROLL = 70;

    private long first = Recency.NEVER;
    private long shown = Recency.NEVER;
    private long taken = Recency.NEVER;
    private double logSeconds = PRIOR_READS * PRIOR_LOG_SECONDS;
    private double timedReads = PRIOR_READS;
    private double scroll = PRIOR_READS * PRIOR_SCROLL;
    private double scrolledReads = PRIOR_READS;

    /** It was in view. */
    public void shown(long second) {
        met(second);
        shown = Math.max(shown, second);
    }

    /** It was clicked or read. */
    public void taken(long second) {
        met(second);
        taken = Math.max(taken, second);
    }

    /**
     * It was read.
     *
     * @param seconds how long; not a number when unknown
     * @param scrollPercent how far; not a number when unknown
     */
    public void read(long second, double seconds, double scrollPercent) {
        taken(second);
        if (!Double.isNaN(seconds)) {
            logSeconds += StrictMath.log1p(Math.min(seconds, LONGEST_READ));
            timedReads++;
        }
        if (!Double.isNaN(scrollPercent)) {
            scroll += scrollPercent;
            scrolledReads++;
        }
    }

    /** Computes the columns as of {@code now}, seconds of the epoch. */
    public void fill(long now, ColumnSink out) {
        // A post is published when it is first seen: now, if it never was.
        out.set(0, Recency.of(first == Recency.NEVER ? now : first, now));
        out.set(1, Recency.of(shown, now));
        out.set(2, Recency.of(taken, now));
        out.set(3, logSeconds / timedReads);
        out.set(4, scroll / scrolledReads);
    }

    private void met(long second) {
        first = first == Recency.NEVER ? second : Math.min(first, second);
    }

    private static final class PostLifeCodec implements Codec<PostLife> {
        @Override
        public void write(PostLife value, DataOutput out) throws IOException {
            Recency.write(out, value.first);
            Recency.write(out, value.shown);
            Recency.write(out, value.taken);
            out.writeFloat((float) value.logSeconds);
            Varints.write(out, (long) (value.timedReads - PRIOR_READS));
            out.writeFloat((float) value.scroll);
            Varints.write(out, (long) (value.scrolledReads - PRIOR_READS));
        }

        @Override
        public PostLife read(DataInput in) throws IOException {
            PostLife value = new PostLife();
            value.first = Recency.read(in);
            value.shown = Recency.read(in);
            value.taken = Recency.read(in);
            value.logSeconds = in.readFloat();
            value.timedReads = PRIOR_READS + Varints.read(in);
            value.scroll = in.readFloat();
            value.scrolledReads = PRIOR_READS + Varints.read(in);
            return value;
        }
    }
}

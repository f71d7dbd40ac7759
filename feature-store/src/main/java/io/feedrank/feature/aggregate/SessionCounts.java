package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts by second of the last {@value #MOST} seconds in which anything happened, from which the
 * session as of a moment is read: back from the moment, until nothing happened for longer than the
 * gap. A session that is longer counts its last {@value #MOST} active seconds. What is kept does
 * not depend on the order of arrival, so reads are bit-equal. Not thread-safe.
 */
public final class SessionCounts {
    /** Most active seconds kept. */
    public static final int MOST = 96;

    private final int counters;
    private TileRow seconds;

    public SessionCounts(int counters) {
        this.counters = counters;
        this.seconds = new TileRow(counters);
    }

    /** Counts one of {@code counter}. */
    public void add(Instant time, int counter) {
        // Tiles are numbered by int, which ends in 2038; what is later counts in the last one.
        int second = (int) Math.min(Integer.MAX_VALUE, time.getEpochSecond());
        seconds.add(second, counter, 1);
        seconds.keepNewest(MOST);
    }

    /** Takes in all that {@code other} holds. */
    public void merge(SessionCounts other) {
        for (int i = 0; i < other.seconds.size(); i++) {
            for (int counter = 0; counter < counters; counter++) {
                seconds.add(other.seconds.tile(i), counter, other.seconds.count(i, counter));
            }
        }
        seconds.keepNewest(MOST);
    }

    /** Count within the session that goes on at {@code asOf}; 0 when none does. */
    public long count(int counter, Instant asOf, Duration gap) {
        long sum = 0;
        for (int i = first(asOf, gap); i < end(asOf); i++) {
            sum += seconds.count(i, counter);
        }
        return sum;
    }

    /** How long the session at {@code asOf} goes on; zero when none does. */
    public Duration length(Instant asOf, Duration gap) {
        int first = first(asOf, gap);
        return first == end(asOf)
                ? Duration.ZERO
                : Duration.ofSeconds(asOf.getEpochSecond() - seconds.tile(first));
    }

    private int end(Instant asOf) {
        int end = seconds.size();
        while (end > 0 && seconds.tile(end - 1) > asOf.getEpochSecond()) {
            end--;
        }
        return end;
    }

    private int first(Instant asOf, Duration gap) {
        int first = end(asOf);
        long next = asOf.getEpochSecond();
        while (first > 0 && next - seconds.tile(first - 1) <= gap.toSeconds()) {
            first--;
            next = seconds.tile(first);
        }
        return first;
    }

    /** The binary form of counts with so many counters. */
    public static Codec<SessionCounts> codec(int counters) {
        return new SessionCountsCodec(counters);
    }

    private record SessionCountsCodec(int counters) implements Codec<SessionCounts> {
        @Override
        public void write(SessionCounts value, DataOutput out) throws IOException {
            value.seconds.write(out);
        }

        @Override
        public SessionCounts read(DataInput in) throws IOException {
            SessionCounts value = new SessionCounts(counters);
            value.seconds = TileRow.read(in, counters);
            return value;
        }
    }
}

package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * Counts of several counters over tiled event time. Adding is commutative, so the same events in
 * any order give equal state; what is read is folded in a fixed order, so equal state gives
 * bit-equal values. Not thread-safe.
 */
public final class TiledCounts {
    private final TileLadder ladder;
    private final TileRow[] levels;
    private final long[] totals;
    private long newestSecond = Long.MIN_VALUE;

    public TiledCounts(TileLadder ladder, int counters) {
        this.ladder = ladder;
        this.levels = new TileRow[ladder.levels()];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = new TileRow(counters);
        }
        this.totals = new long[counters];
    }

    /**
     * Adds {@code amount} to {@code counter} in the tiles of {@code time}; what is older than every
     * span counts in the total alone.
     */
    public void add(Instant time, int counter, int amount) {
        long second = time.getEpochSecond();
        totals[counter] += amount;
        if (second > newestSecond) {
            newestSecond = second;
            for (int level = 0; level < levels.length; level++) {
                levels[level].dropBefore(ladder.oldestKept(level, second));
            }
        }
        for (int level = 0; level < levels.length; level++) {
            int tile = ladder.tileOf(level, second);
            if (tile >= ladder.oldestKept(level, newestSecond)) {
                levels[level].add(tile, counter, amount);
            }
        }
    }

    /** Everything ever counted. */
    public long total(int counter) {
        return totals[counter];
    }

    /** Exponentially decayed count as of {@code weights.asOf()}. */
    public double decayed(int counter, DecayWeights weights, HalfLife halfLife) {
        double sum = 0;
        long before = Long.MAX_VALUE;
        for (int level = 0; level < levels.length; level++) {
            long from = ladder.firstSecondRead(level, weights.asOfSecond());
            TileRow row = levels[level];
            int width = ladder.width(level);
            for (int i = 0; i < row.size(); i++) {
                long start = (long) row.tile(i) * width;
                long count = start >= from && start < before ? row.count(i, counter) : 0;
                if (count != 0) {
                    sum += count * weights.of(ladder, level, row.tile(i), halfLife);
                }
            }
            before = from;
        }
        return sum;
    }

    /**
     * Count in {@code (asOf - window, asOf]}, as exact as the tiles that the window's start falls
     * in: a tile counts when its middle is inside.
     */
    public long window(int counter, Instant asOf, Duration window) {
        long sum = 0;
        long before = Long.MAX_VALUE;
        long start = asOf.getEpochSecond() - window.toSeconds();
        for (int level = 0; level < levels.length; level++) {
            long from = ladder.firstSecondRead(level, asOf.getEpochSecond());
            TileRow row = levels[level];
            long width = ladder.width(level);
            for (int i = 0; i < row.size(); i++) {
                long tileStart = row.tile(i) * width;
                if (tileStart >= from && tileStart < before && tileStart + width / 2 > start) {
                    sum += row.count(i, counter);
                }
            }
            before = from;
        }
        return sum;
    }

    /** Takes in all that {@code other} counted, as if each of its events had been added here. */
    public void merge(TiledCounts other) {
        for (int counter = 0; counter < totals.length; counter++) {
            totals[counter] += other.totals[counter];
        }
        newestSecond = Math.max(newestSecond, other.newestSecond);
        for (int level = 0; level < levels.length; level++) {
            int oldest = ladder.oldestKept(level, newestSecond);
            levels[level].dropBefore(oldest);
            TileRow from = other.levels[level];
            for (int i = 0; i < from.size(); i++) {
                for (int counter = 0; counter < totals.length; counter++) {
                    if (from.tile(i) >= oldest) {
                        levels[level].add(from.tile(i), counter, from.count(i, counter));
                    }
                }
            }
        }
    }

    /** Time of the newest event, null-free: {@link Instant#EPOCH} when there was none. */
    public Instant newest() {
        return newestSecond == Long.MIN_VALUE ? Instant.EPOCH : Instant.ofEpochSecond(newestSecond);
    }

    /** The binary form of counts with this ladder and number of counters. */
    public static Codec<TiledCounts> codec(TileLadder ladder, int counters) {
        return new TiledCountsCodec(ladder, counters);
    }

    private record TiledCountsCodec(TileLadder ladder, int counters) implements Codec<TiledCounts> {
        @Override
        public void write(TiledCounts value, DataOutput out) throws IOException {
            out.writeLong(value.newestSecond);
            for (long total : value.totals) {
                Varints.write(out, total);
            }
            for (TileRow level : value.levels) {
                level.write(out);
            }
        }

        @Override
        public TiledCounts copy(TiledCounts value) {
            TiledCounts copy = new TiledCounts(ladder, counters);
            copy.newestSecond = value.newestSecond;
            System.arraycopy(value.totals, 0, copy.totals, 0, counters);
            for (int level = 0; level < copy.levels.length; level++) {
                copy.levels[level] = value.levels[level].copy();
            }
            return copy;
        }

        @Override
        public TiledCounts read(DataInput in) throws IOException {
            TiledCounts value = new TiledCounts(ladder, counters);
            value.newestSecond = in.readLong();
            for (int i = 0; i < counters; i++) {
                value.totals[i] = Varints.read(in);
            }
            for (int level = 0; level < value.levels.length; level++) {
                value.levels[level] = TileRow.read(in, counters);
            }
            return value;
        }
    }
}

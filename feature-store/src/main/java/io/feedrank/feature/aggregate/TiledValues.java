package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Sum, least or greatest of a value over tiled event time. Values are whole numbers of the
 * declaration's unit (fixed point), so that the same events in any order give equal state and
 * bit-equal reads. Not thread-safe.
 */
public final class TiledValues {
    private final TileLadder ladder;
    private final Fold fold;
    private final TileRow[] levels;
    private long newestSecond = Long.MIN_VALUE;

    public TiledValues(TileLadder ladder, Fold fold) {
        this.ladder = ladder;
        this.fold = fold;
        this.levels = new TileRow[ladder.levels()];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = new TileRow(1);
        }
    }

    /** Takes in {@code value}; what is older than every span is left out. */
    public void add(Instant time, long value) {
        long second = time.getEpochSecond();
        advance(second);
        for (int level = 0; level < levels.length; level++) {
            take(level, ladder.tileOf(level, second), value);
        }
    }

    private void advance(long second) {
        if (second > newestSecond) {
            newestSecond = second;
            for (int level = 0; level < levels.length; level++) {
                levels[level].dropBefore(ladder.oldestKept(level, second));
            }
        }
    }

    private void take(int level, int tile, long value) {
        if (tile >= ladder.oldestKept(level, newestSecond)) {
            levels[level].fold(tile, 0, value, fold);
        }
    }

    /** Takes in all that {@code other} holds. */
    public void merge(TiledValues other) {
        advance(other.newestSecond);
        for (int level = 0; level < levels.length; level++) {
            TileRow from = other.levels[level];
            for (int i = 0; i < from.size(); i++) {
                take(level, from.tile(i), from.count(i, 0));
            }
        }
    }

    /**
     * The fold of the values in {@code (asOf - window, asOf]}; empty when there is none. A tile
     * counts when its middle is inside, as in {@link TiledCounts#window}.
     */
    public OptionalLong window(Instant asOf, Duration window) {
        long folded = fold.nothing();
        boolean any = false;
        long before = Long.MAX_VALUE;
        long start = asOf.getEpochSecond() - window.toSeconds();
        for (int level = 0; level < levels.length; level++) {
            long from = ladder.firstSecondRead(level, asOf.getEpochSecond());
            TileRow row = levels[level];
            long width = ladder.width(level);
            for (int i = 0; i < row.size(); i++) {
                long tileStart = row.tile(i) * width;
                if (tileStart >= from && tileStart < before && tileStart + width / 2 > start) {
                    folded = fold.apply(folded, row.count(i, 0));
                    any = true;
                }
            }
            before = from;
        }
        return any ? OptionalLong.of(folded) : OptionalLong.empty();
    }

    /** The binary form of values with this ladder and fold. */
    public static Codec<TiledValues> codec(TileLadder ladder, Fold fold) {
        return new TiledValuesCodec(ladder, fold);
    }

    private record TiledValuesCodec(TileLadder ladder, Fold fold) implements Codec<TiledValues> {
        @Override
        public void write(TiledValues value, DataOutput out) throws IOException {
            out.writeLong(value.newestSecond);
            for (TileRow level : value.levels) {
                level.write(out);
            }
        }

        @Override
        public TiledValues read(DataInput in) throws IOException {
            TiledValues value = new TiledValues(ladder, fold);
            value.newestSecond = in.readLong();
            for (int level = 0; level < value.levels.length; level++) {
                value.levels[level] = TileRow.read(in, 1);
            }
            return value;
        }
    }
}

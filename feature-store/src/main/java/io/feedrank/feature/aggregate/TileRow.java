package io.feedrank.feature.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Tiles of one level that hold anything, oldest first, {@code counters} counts each, in two flat
 * arrays.
 */
final class TileRow {
    private static final int[] NONE = {};
    private static final long[] NO_CELLS = {};

    private final int counters;
    private int[] tiles = NONE;
    private long[] cells = NO_CELLS;
    private int size;

    TileRow(int counters) {
        this.counters = counters;
    }

    int size() {
        return size;
    }

    int tile(int i) {
        return tiles[i];
    }

    long count(int i, int counter) {
        return cells[i * counters + counter];
    }

    void add(int tile, int counter, long amount) {
        // First the place: it may move the cells.
        int cell = place(tile, 0) * counters + counter;
        cells[cell] += amount;
    }

    /** The same with another fold than the sum, for which a new tile starts from nothing. */
    void fold(int tile, int counter, long amount, Fold fold) {
        int cell = place(tile, fold.nothing()) * counters + counter;
        cells[cell] = fold.apply(cells[cell], amount);
    }

    private int place(int tile, long nothing) {
        int at =
                size > 0 && tiles[size - 1] == tile
                        ? size - 1
                        : Arrays.binarySearch(tiles, 0, size, tile);
        return at < 0 ? insert(-at - 1, tile, nothing) : at;
    }

    /** Drops the oldest tiles beyond {@code most}. */
    void keepNewest(int most) {
        if (size > most) {
            dropBefore(tiles[size - most]);
        }
    }

    void dropBefore(int oldest) {
        if (size == 0 || tiles[0] >= oldest) {
            return;
        }
        int drop = 1;
        while (drop < size && tiles[drop] < oldest) {
            drop++;
        }
        size -= drop;
        System.arraycopy(tiles, drop, tiles, 0, size);
        System.arraycopy(cells, drop * counters, cells, 0, size * counters);
    }

    private int insert(int at, int tile, long nothing) {
        if (size == tiles.length) {
            int capacity = Math.max(2, size + (size >> 1));
            tiles = Arrays.copyOf(tiles, capacity);
            cells = Arrays.copyOf(cells, capacity * counters);
        }
        System.arraycopy(tiles, at, tiles, at + 1, size - at);
        System.arraycopy(cells, at * counters, cells, (at + 1) * counters, (size - at) * counters);
        tiles[at] = tile;
        Arrays.fill(cells, at * counters, (at + 1) * counters, nothing);
        size++;
        return at;
    }

    TileRow copy() {
        TileRow copy = new TileRow(counters);
        copy.tiles = Arrays.copyOf(tiles, size);
        copy.cells = Arrays.copyOf(cells, size * counters);
        copy.size = size;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        Varints.write(out, size);
        int previous = 0;
        for (int i = 0; i < size; i++) {
            Varints.write(out, tiles[i] - previous);
            previous = tiles[i];
            for (int counter = 0; counter < counters; counter++) {
                Varints.write(out, cells[i * counters + counter]);
            }
        }
    }

    static TileRow read(DataInput in, int counters) throws IOException {
        TileRow row = new TileRow(counters);
        row.size = Varints.readInt(in);
        row.tiles = new int[row.size];
        row.cells = new long[row.size * counters];
        int previous = 0;
        for (int i = 0; i < row.size; i++) {
            previous += Varints.readInt(in);
            row.tiles[i] = previous;
            for (int counter = 0; counter < counters; counter++) {
                row.cells[i * counters + counter] = Varints.read(in);
            }
        }
        return row;
    }
}

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

    private final int counters;
    private int[] tiles = NONE;
    private int[] counts = NONE;
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

    int count(int i, int counter) {
        return counts[i * counters + counter];
    }

    void add(int tile, int counter, int amount) {
        int at =
                size > 0 && tiles[size - 1] == tile
                        ? size - 1
                        : Arrays.binarySearch(tiles, 0, size, tile);
        if (at < 0) {
            at = insert(-at - 1, tile);
        }
        counts[at * counters + counter] += amount;
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
        System.arraycopy(counts, drop * counters, counts, 0, size * counters);
    }

    private int insert(int at, int tile) {
        if (size == tiles.length) {
            int capacity = Math.max(2, size + (size >> 1));
            tiles = Arrays.copyOf(tiles, capacity);
            counts = Arrays.copyOf(counts, capacity * counters);
        }
        System.arraycopy(tiles, at, tiles, at + 1, size - at);
        System.arraycopy(
                counts, at * counters, counts, (at + 1) * counters, (size - at) * counters);
        tiles[at] = tile;
        Arrays.fill(counts, at * counters, (at + 1) * counters, 0);
        size++;
        return at;
    }

    TileRow copy() {
        TileRow copy = new TileRow(counters);
        copy.tiles = Arrays.copyOf(tiles, size);
        copy.counts = Arrays.copyOf(counts, size * counters);
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
                Varints.write(out, counts[i * counters + counter]);
            }
        }
    }

    static TileRow read(DataInput in, int counters) throws IOException {
        TileRow row = new TileRow(counters);
        row.size = Varints.readInt(in);
        row.tiles = new int[row.size];
        row.counts = new int[row.size * counters];
        int previous = 0;
        for (int i = 0; i < row.size; i++) {
            previous += Varints.readInt(in);
            row.tiles[i] = previous;
            for (int counter = 0; counter < counters; counter++) {
                row.counts[i * counters + counter] = Varints.readInt(in);
            }
        }
        return row;
    }
}

package io.feedrank.feature.aggregate;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Weights of tiles at one moment, computed once and shared by all entities read as of it. A tile
 * weighs what an event in its middle would. Not thread-safe: one a request.
 */
public final class DecayWeights {
    private static final int HALF_LIVES = HalfLife.values().length;
    private static final HalfLife[] HALF_LIFE = HalfLife.values();

    private final long asOfSecond;
    private final double[] @Nullable [] weights =
            new double[TileLadder.values().length * HALF_LIVES * 3][];

    public DecayWeights(Instant asOf) {
        this.asOfSecond = asOf.getEpochSecond();
    }

    public Instant asOf() {
        return Instant.ofEpochSecond(asOfSecond);
    }

    long asOfSecond() {
        return asOfSecond;
    }

    /** Weight of a tile of {@code ladder}'s {@code level}. */
    double of(TileLadder ladder, int level, int tile, HalfLife halfLife) {
        int newest = ladder.tileOf(level, asOfSecond);
        int back = newest - tile;
        if (back < 0) {
            return 1;
        }
        double[] table = table(ladder, level, halfLife);
        if (back >= table.length) {
            return compute(ladder, level, tile, halfLife);
        }
        double weight = table[back];
        if (Double.isNaN(weight)) {
            weight = compute(ladder, level, tile, halfLife);
            table[back] = weight;
        }
        return weight;
    }

    private double[] table(TileLadder ladder, int level, HalfLife halfLife) {
        int slot = (ladder.ordinal() * 3 + level) * HALF_LIVES + halfLife.ordinal();
        double[] table = weights[slot];
        if (table == null) {
            table = new double[ladder.mostTiles(level)];
            Arrays.fill(table, Double.NaN);
            weights[slot] = table;
        }
        return table;
    }

    private double compute(TileLadder ladder, int level, int tile, HalfLife halfLife) {
        double middle = ((double) tile + 0.5) * ladder.width(level);
        return HALF_LIFE[halfLife.ordinal()].weight(asOfSecond - middle);
    }
}

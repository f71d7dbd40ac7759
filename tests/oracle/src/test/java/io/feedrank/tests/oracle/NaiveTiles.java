package io.feedrank.tests.oracle;

import io.feedrank.feature.state.Entity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What tiles mean, from the raw events: an event counts as one in the middle of its tile, and tiles
 * are coarser the longer ago they are.
 */
final class NaiveTiles {
    private record Level(long width, long span) {}

    private static final List<Level> OF_ITEMS =
            List.of(new Level(300, 10_800), new Level(3_600, 172_800), new Level(21_600, 691_200));
    private static final List<Level> OF_USERS =
            List.of(new Level(3_600, 129_600), new Level(21_600, 691_200));

    private static final double LOG_2 = StrictMath.log(2);

    /** Events of one tile. */
    private record Tile(long start, long width, List<Touch> touches) {
        double middle() {
            long number = start / width;
            return (number + 0.5) * width;
        }
    }

    private final List<Level> levels;
    private final List<Touch> touches;
    private final long asOf;

    /**
     * @param touches of {@code entity}, in order
     */
    NaiveTiles(Entity entity, List<Touch> touches, long asOf) {
        this.levels = entity.ofUser() ? OF_USERS : OF_ITEMS;
        this.touches = touches;
        this.asOf = asOf;
    }

    /** The decayed number of those that {@code counts}. */
    double decayed(Predicate<Touch> counts, Duration halfLife) {
        double sum = 0;
        for (Tile tile : tiles(counts)) {
            double after = asOf - tile.middle();
            double weight = after <= 0 ? 1 : StrictMath.exp(-LOG_2 * after / halfLife.toSeconds());
            sum += tile.touches().size() * weight;
        }
        return sum;
    }

    /** Those that {@code counts} in the tiles whose middle is in the window. */
    List<Touch> within(Predicate<Touch> counts, Duration window) {
        List<Touch> within = new ArrayList<>();
        for (Tile tile : tiles(counts)) {
            if (tile.start() + tile.width() / 2 > asOf - window.toSeconds()) {
                within.addAll(tile.touches());
            }
        }
        return within;
    }

    /** Finest first, and the oldest of each level. */
    private List<Tile> tiles(Predicate<Touch> counts) {
        List<Tile> tiles = new ArrayList<>();
        long until = Long.MAX_VALUE;
        for (int i = 0; i < levels.size(); i++) {
            long from = from(i);
            long width = levels.get(i).width();
            TreeMap<Long, List<Touch>> byStart = new TreeMap<>();
            for (int at = touches.size() - 1; at >= 0 && touches.get(at).second() >= from; at--) {
                Touch touch = touches.get(at);
                long start = Math.floorDiv(touch.second(), width) * width;
                if (start >= from && start < until && counts.test(touch)) {
                    byStart.computeIfAbsent(start, none -> new ArrayList<>()).add(touch);
                }
            }
            byStart.forEach((start, in) -> tiles.add(new Tile(start, width, in)));
            until = from;
        }
        return tiles;
    }

    /** A level answers back to its span, up to where the next one's tiles begin. */
    private long from(int level) {
        long oldest = asOf - levels.get(level).span();
        boolean last = level == levels.size() - 1;
        long width = levels.get(last ? level : level + 1).width();
        return Math.floorDiv(last ? oldest : oldest + width, width) * width;
    }
}

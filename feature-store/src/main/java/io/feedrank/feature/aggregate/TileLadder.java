package io.feedrank.feature.aggregate;

/**
 * Resolutions at which counts are kept: fine tiles for the recent past, coarser ones further back.
 * Tiles are aligned to the epoch, so that counts of any order of arrival are equal.
 *
 * <p>A level is kept for its span; reads use level {@code i} back to {@code span(i) - width(i +
 * 1)}, aligned to the next level's tiles, and the next level from there on.
 */
@SuppressWarnings("ImmutableEnumChecker")
public enum TileLadder {
    /** 5 min for 3 h, 1 h for 48 h, 6 h for 8 days: at most 118 tiles. For posts. */
    FINE(new int[] {300, 3_600, 21_600}, new int[] {10_800, 172_800, 691_200}),
    /** 1 h for 36 h, 6 h for 8 days: at most 71 tiles. For users and what is crossed with them. */
    COARSE(new int[] {3_600, 21_600}, new int[] {129_600, 691_200});

    private final int[] widthSeconds;
    private final int[] spanSeconds;

    TileLadder(int[] widthSeconds, int[] spanSeconds) {
        this.widthSeconds = widthSeconds;
        this.spanSeconds = spanSeconds;
    }

    int levels() {
        return widthSeconds.length;
    }

    int width(int level) {
        return widthSeconds[level];
    }

    /** Index of the tile of {@code level} that holds {@code second}. */
    int tileOf(int level, long second) {
        return Math.toIntExact(Math.floorDiv(second, widthSeconds[level]));
    }

    /** The oldest tile of {@code level} that is kept when {@code newestSecond} was the newest. */
    int oldestKept(int level, long newestSecond) {
        return tileOf(level, newestSecond - spanSeconds[level]);
    }

    /** First second that {@code level} answers for in a read as of {@code asOfSecond}. */
    long firstSecondRead(int level, long asOfSecond) {
        if (level == levels() - 1) {
            return (long) tileOf(level, asOfSecond - spanSeconds[level]) * widthSeconds[level];
        }
        int next = widthSeconds[level + 1];
        return Math.floorDiv(asOfSecond - spanSeconds[level] + next, (long) next) * next;
    }

    /** Most tiles that one level can hold. */
    int mostTiles(int level) {
        return spanSeconds[level] / widthSeconds[level] + 2;
    }
}

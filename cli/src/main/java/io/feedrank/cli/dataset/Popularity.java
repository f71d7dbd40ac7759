package io.feedrank.cli.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decayed clicks of the simulated past, and the posts that have most of them. */
final class Popularity {
    private static final double HALF_LIFE_MS = 6 * 3_600_000.0;
    private static final long REFRESH_MS = 15 * 60_000;
    private static final int MOST = 60;

    private final List<Article> articles;
    private final double[] clicks;
    private final Map<String, List<Integer>> trending = new HashMap<>();
    private final long startMs;
    private long refreshedMs = Long.MIN_VALUE;

    Popularity(List<Article> articles, long startMs) {
        this.articles = articles;
        this.clicks = new double[articles.size()];
        this.startMs = startMs;
    }

    /**
     * Counts a click. Kept as if all clicks had grown since the start, which orders posts just as
     * decay does.
     */
    void click(int article, long timeMs) {
        clicks[article] += StrictMath.pow(2, (timeMs - startMs) / HALF_LIFE_MS);
    }

    /**
     * Most clicked posts in a language, as of some minutes ago, highest first; empty before the
     * first click.
     */
    List<Integer> trending(String language, long timeMs) {
        if (timeMs - REFRESH_MS >= refreshedMs) {
            refreshedMs = timeMs;
            refresh();
        }
        return trending.getOrDefault(language, List.of());
    }

    private void refresh() {
        trending.clear();
        List<Integer> clicked = new ArrayList<>();
        for (int i = 0; i < clicks.length; i++) {
            if (clicks[i] > 0) {
                clicked.add(i);
            }
        }
        clicked.sort(
                Comparator.comparingDouble((Integer i) -> -clicks[i])
                        .thenComparing(Comparator.naturalOrder()));
        for (int i : clicked) {
            List<Integer> top =
                    trending.computeIfAbsent(
                            articles.get(i).language(), language -> new ArrayList<>());
            if (top.size() < MOST) {
                top.add(i);
            }
        }
    }
}

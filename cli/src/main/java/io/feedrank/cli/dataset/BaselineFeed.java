package io.feedrank.cli.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The recommender that the generated newsroom ran before Feedrank: a mix of what is popular, what
 * is new, what followed authors wrote and a random rest, so that its log holds more than its own
 * taste.
 */
final class BaselineFeed {
    private static final long HOUR_MS = 3_600_000;
    private static final double POPULAR = 0.3;
    private static final double FOLLOWED = 0.25;
    private static final double NEW = 0.3;
    private static final double FOREIGN = 0.06;
    private static final int TRIES_A_PLACE = 6;

    private final List<Article> articles;
    private final Map<String, List<Integer>> byLanguage = new HashMap<>();
    private final Map<Integer, List<Integer>> byAuthor = new HashMap<>();
    private final Popularity popularity;
    private final RandomGenerator random;

    /**
     * @param articles in order of their creation
     */
    BaselineFeed(List<Article> articles, Popularity popularity, RandomGenerator random) {
        this.articles = articles;
        this.popularity = popularity;
        this.random = random;
        for (int i = 0; i < articles.size(); i++) {
            byLanguage
                    .computeIfAbsent(articles.get(i).language(), language -> new ArrayList<>())
                    .add(i);
            byAuthor.computeIfAbsent(articles.get(i).author(), author -> new ArrayList<>()).add(i);
        }
    }

    /**
     * Picks up to {@code length} different posts that exist at that time; fewer when it finds no
     * more.
     */
    List<Integer> pick(Reader reader, int length, long timeMs) {
        List<Integer> picked = new ArrayList<>(length);
        for (int tries = 0; picked.size() < length && tries < TRIES_A_PLACE * length; tries++) {
            int candidate = candidate(reader, timeMs);
            if (candidate >= 0
                    && !picked.contains(candidate)
                    && showable(reader, articles.get(candidate), timeMs)) {
                picked.add(candidate);
            }
        }
        return picked;
    }

    private static boolean showable(Reader reader, Article article, long timeMs) {
        return article.visibleAt(timeMs) && !reader.blocks().contains(article.author());
    }

    /** An article's index, -1 when the source that was drawn has none. */
    private int candidate(Reader reader, long timeMs) {
        double source = random.nextDouble();
        if (source < POPULAR) {
            List<Integer> trending = popularity.trending(reader.language(), timeMs);
            return trending.isEmpty()
                    ? -1
                    : trending.get(
                            (int) (trending.size() * random.nextDouble() * random.nextDouble()));
        }
        if (source < POPULAR + FOLLOWED && !reader.follows().isEmpty()) {
            int nth = random.nextInt(reader.follows().size());
            int author = reader.follows().stream().skip(nth).findFirst().orElseThrow();
            return recent(byAuthor.getOrDefault(author, List.of()), timeMs, 36 * HOUR_MS);
        }
        String language = random.nextDouble() < FOREIGN ? "en" : reader.language();
        long back = source < POPULAR + FOLLOWED + NEW ? 8 * HOUR_MS : 72 * HOUR_MS;
        return recent(byLanguage.getOrDefault(language, List.of()), timeMs, back);
    }

    private int recent(List<Integer> inOrder, long timeMs, long backMs) {
        int from = firstAfter(inOrder, timeMs - backMs);
        int to = firstAfter(inOrder, timeMs);
        return from == to ? -1 : inOrder.get(random.nextInt(from, to));
    }

    private int firstAfter(List<Integer> inOrder, long timeMs) {
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (articles.get(inOrder.get(middle)).createdAtMs() <= timeMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

package io.feedrank.cli.dataset;

/**
 * How likely a reader clicks an article: log-odds that are linear in what a ranker can find out,
 * some of it only from others' clicks.
 */
final class ClickModel {
    private static final double BASE = -2.95;
    private static final double TASTE = 1.5;
    private static final double RIGHT_ANGLE = 0.8;
    private static final double WRONG_ANGLE = -0.4;
    private static final double FOLLOWED = 0.9;
    private static final double QUALITY = 1.0;
    private static final double FOREIGN_LANGUAGE = -2.5;
    private static final double FATIGUE = -0.7;
    private static final double CLICKED_BEFORE = -3;
    private static final double PLACE = -0.08;
    private static final double MILLIS_AN_AGE = 4 * 3_600_000.0;

    private ClickModel() {}

    /** Probability of a click on first sight, at the top of the list. */
    static double probability(Reader reader, Article article, long timeMs) {
        return logistic(logOdds(reader, article, timeMs));
    }

    /**
     * Probability of a click in the course of reading.
     *
     * @param place in the list, from 0
     * @param shownBefore how often this reader saw it already
     * @param clickedBefore how often this reader clicked it already
     */
    static double probability(
            Reader reader,
            Article article,
            long timeMs,
            int place,
            int shownBefore,
            int clickedBefore) {
        double history =
                FATIGUE * StrictMath.log1p(shownBefore)
                        + CLICKED_BEFORE * Math.min(1, clickedBefore);
        return logistic(logOdds(reader, article, timeMs) + PLACE * place + history);
    }

    /** What the reader truly thinks of it, without age and habit: decides what follows a click. */
    static double interest(Reader reader, Article article) {
        double angle =
                reader.angle()[article.topic()] == article.angle() ? RIGHT_ANGLE : WRONG_ANGLE;
        return TASTE * reader.taste()[article.topic()]
                + angle
                + QUALITY * article.quality()
                + (reader.follows().contains(article.author()) ? FOLLOWED : 0);
    }

    private static double logOdds(Reader reader, Article article, long timeMs) {
        double age = StrictMath.log1p(Math.max(0, timeMs - article.createdAtMs()) / MILLIS_AN_AGE);
        double language = reader.language().equals(article.language()) ? 0 : FOREIGN_LANGUAGE;
        return BASE
                + reader.eagerness()
                + interest(reader, article)
                + language
                - reader.freshness() * age;
    }

    static double logistic(double logOdds) {
        return 1 / (1 + StrictMath.exp(-logOdds));
    }
}

package io.feedrank.ranking.training.evaluation;

import java.util.Locale;

/** What a feed can be served by, best first, of what ranks by itself. */
public enum Level {
    FULL,
    FALLBACK,
    /** Clicks with a half-life of six hours. */
    TRENDING;

    /** Name in results. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.feedrank.ranking.training.evaluation;

import java.util.List;

/** Names of rankers in results, but for {@link Level}. */
final class Rankers {
    /** All posts score the same: the mean over all orders. */
    static final String RANDOM = "random";

    static final String NEWEST = "newest";
    static final String CLICKS = "clicks";

    /** Clicks with a half-life of six hours; what the level trending serves. */
    static final String DECAYED = "decayed_popularity";

    static final String LINEAR = "listwise_linear";

    /** Of the catalog's features, as feeds are served. */
    static final String SERVED = "served";

    /** What such a feed falls back to. */
    static final String SERVED_FALLBACK = "served_fallback";

    /** What the generator of a dataset knows. */
    static final String TRUTH = "truth";

    static final List<String> BASELINES = List.of(RANDOM, NEWEST, CLICKS, DECAYED, LINEAR);

    private Rankers() {}
}

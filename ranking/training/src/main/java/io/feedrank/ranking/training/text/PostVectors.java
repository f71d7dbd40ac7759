package io.feedrank.ranking.training.text;

import org.jspecify.annotations.Nullable;

/** A way to give posts vectors. */
@FunctionalInterface
interface PostVectors {
    /** Unit vector of the post of that number; null when it has none. */
    float @Nullable [] of(int post);
}

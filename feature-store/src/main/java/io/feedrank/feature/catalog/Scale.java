package io.feedrank.feature.catalog;

/** How a model should take a feature in before it standardises it. */
public enum Scale {
    /** As it is. */
    LINEAR,
    /** {@code log(1 + x)}: counts and ages. */
    LOGARITHMIC
}

package io.feedrank.ranking.index;

/** What "close" means. */
public enum Metric {
    /**
     * Cosine of the angle. Vectors are brought to unit length when they come in, so a zero vector
     * is refused.
     */
    COSINE,
    /** Euclidean distance; the similarity of a result is the squared distance, negated. */
    EUCLIDEAN
}

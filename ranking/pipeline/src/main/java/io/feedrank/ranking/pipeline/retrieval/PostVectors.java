package io.feedrank.ranking.pipeline.retrieval;

import java.time.Instant;
import java.util.Collection;

/**
 * Vectors of posts, by vector space. Thread-safe. What it is asked names the space, and what it
 * answers is of that space alone: vectors of different spaces never meet.
 */
public interface PostVectors {
    /** The spaces that can be asked now. */
    Spaces spaces();

    /**
     * The closest posts to each vector of the query.
     *
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT for a vector or a space that
     *     cannot be searched, UNAVAILABLE or TIMEOUT when nobody answers
     */
    Retrieved search(VectorQuery query);

    /**
     * The unit vectors of those posts that have one; says what is missing when not all of the index
     * answers.
     *
     * @param deadline on the deployment's clock
     */
    KnownVectors vectors(String space, Collection<String> postIds, Instant deadline);

    /**
     * The same by what readers alone say, as training examples have it: without the part that a
     * post's text has in its published vector, and without posts that nobody read.
     */
    default KnownVectors ofReaders(String space, Collection<String> postIds, Instant deadline) {
        return vectors(space, postIds, deadline);
    }
}

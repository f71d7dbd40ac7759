package io.feedrank.ranking.pipeline.embedding;

import io.feedrank.ranking.index.Attributes;

/** A change of one post in an index. */
public sealed interface PostUpdate {
    String postId();

    /**
     * It has this vector now.
     *
     * @param space that the vector lives in
     * @param vector {@code float[dimensions of the space]}, finite and not zero
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Vector(String postId, String space, float[] vector, Attributes attributes)
            implements PostUpdate {}

    /** It may not be found any more. */
    record Gone(String postId) implements PostUpdate {}
}

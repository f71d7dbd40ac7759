package io.feedrank.feature.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What features of a user and a post need of the post. Compared by identity of its array; not for
 * use as a key.
 *
 * @param topic empty when it has none
 * @param authorId empty when it is not known
 * @param vector unit vector of {@link io.feedrank.feature.state.VectorSpace}, null when the post
 *     has none
 */
@SuppressWarnings("ArrayRecordComponent")
public record PostIdentity(
        String postId, String topic, String authorId, float @Nullable [] vector) {
    /** A post of an author who is not known. */
    public PostIdentity(String postId, String topic, float @Nullable [] vector) {
        this(postId, topic, "", vector);
    }
}

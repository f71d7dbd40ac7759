package io.feedrank.cli.dataset;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code posts}; an empty string says that the dataset does not know.
 *
 * @param expiresAt null when it never expires
 */
public record PostRow(
        String id,
        String authorId,
        Instant createdAt,
        String title,
        String body,
        String language,
        String topic,
        String status,
        @Nullable Instant expiresAt) {
    /** Status of a post that may be served. */
    public static final String PUBLISHED = "published";

    /** Status of a post that is not out yet. */
    public static final String DRAFT = "draft";
}

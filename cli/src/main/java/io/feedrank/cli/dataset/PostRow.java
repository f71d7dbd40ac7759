package io.feedrank.cli.dataset;

import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.Operation;
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

    /** The row as change capture writes it to {@code cdc.posts}. */
    public byte[] captured() {
        io.feedrank.proto.v1.PostRow.Builder post =
                io.feedrank.proto.v1.PostRow.newBuilder()
                        .setId(id)
                        .setAuthorId(authorId)
                        .setCreatedAtMs(createdAt.toEpochMilli())
                        .setTitle(title)
                        .setLanguage(language)
                        .setTopic(topic)
                        .setStatus(status);
        if (expiresAt != null) {
            post.setExpiresAtMs(expiresAt.toEpochMilli());
        }
        return Change.newBuilder()
                .setOperation(Operation.OPERATION_UPSERT)
                .setCommitLsn(1)
                .setLsn(1)
                .setPost(post)
                .build()
                .toByteArray();
    }
}

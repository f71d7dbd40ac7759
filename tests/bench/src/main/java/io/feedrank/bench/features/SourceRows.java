package io.feedrank.bench.features;

import io.feedrank.cli.dataset.PostRow;
import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.Operation;

/** Rows of {@code posts} as change capture writes them. */
final class SourceRows {
    private SourceRows() {}

    /** A captured row. */
    static byte[] captured(PostRow row) {
        io.feedrank.proto.v1.PostRow.Builder post =
                io.feedrank.proto.v1.PostRow.newBuilder()
                        .setId(row.id())
                        .setAuthorId(row.authorId())
                        .setCreatedAtMs(row.createdAt().toEpochMilli())
                        .setTitle(row.title())
                        .setLanguage(row.language())
                        .setTopic(row.topic())
                        .setStatus(row.status());
        if (row.expiresAt() != null) {
            post.setExpiresAtMs(row.expiresAt().toEpochMilli());
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

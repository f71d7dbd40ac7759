package io.feedrank.cdc.convert;

import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.PostRow;
import java.util.List;

/**
 * Rows of {@code posts(id, author_id, created_at, title, body, language, topic, status,
 * expires_at)}.
 */
final class PostRowDecoder implements RowDecoder {
    @Override
    public List<String> keyColumns() {
        return List.of("id");
    }

    @Override
    public void upsert(Columns row, Change.Builder change) {
        change.setPost(
                PostRow.newBuilder()
                        .setId(row.key("id"))
                        .setAuthorId(row.requiredText("author_id"))
                        .setCreatedAtMs(row.requiredInstant("created_at"))
                        .setTitle(row.text("title"))
                        .setBody(row.text("body"))
                        .setLanguage(row.text("language"))
                        .setTopic(row.text("topic"))
                        .setStatus(row.requiredText("status"))
                        .setExpiresAtMs(row.end("expires_at")));
    }

    @Override
    public void delete(Columns key, Change.Builder change) {
        change.setPost(PostRow.newBuilder().setId(key.key("id")));
    }
}

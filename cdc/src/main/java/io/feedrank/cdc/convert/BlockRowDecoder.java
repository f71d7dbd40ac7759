package io.feedrank.cdc.convert;

import io.feedrank.proto.v1.BlockRow;
import io.feedrank.proto.v1.Change;
import java.util.List;

/** Rows of {@code blocks(user_id, author_id, created_at)}. */
final class BlockRowDecoder implements RowDecoder {
    @Override
    public List<String> keyColumns() {
        return List.of("user_id", "author_id");
    }

    @Override
    public void upsert(Columns row, Change.Builder change) {
        change.setBlock(pair(row).setCreatedAtMs(row.requiredInstant("created_at")));
    }

    @Override
    public void delete(Columns key, Change.Builder change) {
        change.setBlock(pair(key));
    }

    private static BlockRow.Builder pair(Columns columns) {
        return BlockRow.newBuilder()
                .setUserId(columns.key("user_id"))
                .setAuthorId(columns.key("author_id"));
    }
}

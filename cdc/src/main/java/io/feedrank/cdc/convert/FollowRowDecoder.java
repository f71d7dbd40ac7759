package io.feedrank.cdc.convert;

import io.feedrank.proto.v1.Change;
import io.feedrank.proto.v1.FollowRow;
import java.util.List;

/** Rows of {@code follows(follower_id, followee_id, created_at)}. */
final class FollowRowDecoder implements RowDecoder {
    @Override
    public List<String> keyColumns() {
        return List.of("follower_id", "followee_id");
    }

    @Override
    public void upsert(Columns row, Change.Builder change) {
        change.setFollow(pair(row).setCreatedAtMs(row.requiredInstant("created_at")));
    }

    @Override
    public void delete(Columns key, Change.Builder change) {
        change.setFollow(pair(key));
    }

    private static FollowRow.Builder pair(Columns columns) {
        return FollowRow.newBuilder()
                .setFollowerId(columns.key("follower_id"))
                .setFolloweeId(columns.key("followee_id"));
    }
}

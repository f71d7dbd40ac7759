package io.feedrank.feature.change;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.Operation;
import io.feedrank.proto.v1.PostRow;
import io.feedrank.proto.v1.UserRow;

/** Bytes of the {@code cdc.*} topics to {@link Change}. */
public final class ChangeDecoder {
    private ChangeDecoder() {}

    /**
     * Decodes a record's value.
     *
     * @throws FeedrankException BAD_INPUT when it is no protobuf Change with a row
     */
    public static Change decode(byte[] value) {
        io.feedrank.proto.v1.Change proto;
        try {
            proto = io.feedrank.proto.v1.Change.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw FeedrankException.badInput("value: no protobuf Change: " + e.getMessage());
        }
        LogPosition position = new LogPosition(proto.getCommitLsn(), proto.getLsn());
        boolean deleted = proto.getOperation() == Operation.OPERATION_DELETE;
        return switch (proto.getRowCase()) {
            case USER ->
                    new Change.UserChange(
                            proto.getUser().getId(),
                            position,
                            deleted ? null : user(proto.getUser()));
            case POST ->
                    new Change.PostChange(
                            proto.getPost().getId(),
                            position,
                            deleted ? null : post(proto.getPost()));
            case FOLLOW ->
                    new Change.FollowChange(
                            proto.getFollow().getFollowerId(),
                            proto.getFollow().getFolloweeId(),
                            position,
                            proto.getFollow().getCreatedAtMs(),
                            deleted);
            case BLOCK ->
                    new Change.BlockChange(
                            proto.getBlock().getUserId(),
                            proto.getBlock().getAuthorId(),
                            position,
                            deleted);
            case ROW_NOT_SET ->
                    throw FeedrankException.badInput(
                            "row: missing, expected user, post, follow or block");
        };
    }

    private static Change.User user(UserRow row) {
        return new Change.User(
                row.getId(), row.getCreatedAtMs(), row.getLanguage(), row.getCountry());
    }

    private static Change.Post post(PostRow row) {
        return new Change.Post(
                row.getId(),
                row.getAuthorId(),
                row.getCreatedAtMs(),
                row.getTitle(),
                row.getLanguage(),
                row.getTopic(),
                row.getStatus(),
                row.getExpiresAtMs());
    }
}

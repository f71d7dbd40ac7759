package io.feedrank.feature.change;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.Operation;
import io.feedrank.proto.v1.PostRow;
import io.feedrank.proto.v1.UserRow;

/** Bytes of the {@code cdc.*} topics to {@link Change}. */
public final class ChangeDecoder {
    /** Longer than any key that Postgres can index. */
    private static final int LONGEST_ID = 3_000;

    private static final int LONGEST_TEXT = 200;

    private ChangeDecoder() {}

    private static String clipped(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

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
                row.getId(),
                row.getCreatedAtMs(),
                clipped(row.getLanguage()),
                clipped(row.getCountry()));
    }

    private static Change.Post post(PostRow row) {
        if (row.getAuthorId().length() > LONGEST_ID) {
            throw FeedrankException.badInput(
                    "author_id: got "
                            + row.getAuthorId().length()
                            + " characters, expected at most "
                            + LONGEST_ID);
        }
        return new Change.Post(
                row.getId(),
                row.getAuthorId(),
                row.getCreatedAtMs(),
                row.getTitle(),
                clipped(row.getLanguage()),
                clipped(row.getTopic()),
                clipped(row.getStatus()),
                row.getExpiresAtMs());
    }
}

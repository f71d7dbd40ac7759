package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change;
import io.feedrank.feature.change.Change.BlockChange;
import io.feedrank.feature.change.Change.FollowChange;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.change.Change.PostChange;
import io.feedrank.feature.change.Change.User;
import io.feedrank.feature.change.Change.UserChange;
import io.feedrank.feature.state.PostMeta;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The wire form of {@link Change}. */
final class ChangeCodec implements Codec<Change> {
    @Override
    public void write(Change change, DataOutput out) throws IOException {
        out.writeLong(change.position().commitLsn());
        out.writeLong(change.position().lsn());
        if (change instanceof PostChange post) {
            out.writeByte('p');
            out.writeUTF(post.postId());
            Post row = post.row();
            out.writeBoolean(row != null);
            if (row != null) {
                PostMeta.CODEC.write(row, out);
            }
        } else if (change instanceof FollowChange follow) {
            out.writeByte('f');
            out.writeUTF(follow.followerId());
            out.writeUTF(follow.followeeId());
            out.writeLong(follow.createdAtMs());
            out.writeBoolean(follow.deleted());
        } else if (change instanceof BlockChange block) {
            out.writeByte('b');
            out.writeUTF(block.userId());
            out.writeUTF(block.authorId());
            out.writeBoolean(block.deleted());
        } else if (change instanceof UserChange user) {
            out.writeByte('u');
            writeUser(user, out);
        }
    }

    private static void writeUser(UserChange user, DataOutput out) throws IOException {
        out.writeUTF(user.userId());
        User row = user.row();
        out.writeBoolean(row != null);
        if (row != null) {
            out.writeLong(row.createdAtMs());
            out.writeUTF(row.language());
            out.writeUTF(row.country());
        }
    }

    @Override
    public Change read(DataInput in) throws IOException {
        LogPosition position = new LogPosition(in.readLong(), in.readLong());
        int kind = in.readByte();
        String id = in.readUTF();
        return switch (kind) {
            case 'p' ->
                    new PostChange(id, position, in.readBoolean() ? PostMeta.CODEC.read(in) : null);
            case 'f' ->
                    new FollowChange(id, in.readUTF(), position, in.readLong(), in.readBoolean());
            case 'b' -> new BlockChange(id, in.readUTF(), position, in.readBoolean());
            case 'u' ->
                    new UserChange(
                            id,
                            position,
                            in.readBoolean()
                                    ? new User(id, in.readLong(), in.readUTF(), in.readUTF())
                                    : null);
            default -> throw new IOException("a change of unknown kind " + kind);
        };
    }
}

package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change.User;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Group {@code user_meta}: a user's row, as ranking reads it. */
public final class UserMeta {
    public static final Codec<User> CODEC = new UserCodec();

    private UserMeta() {}

    /** The row of a user whose row was deleted, or says nothing. */
    public static User unknown(String userId) {
        return new User(userId, 0, "", "");
    }

    private static final class UserCodec implements Codec<User> {
        @Override
        public void write(User user, DataOutput out) throws IOException {
            out.writeUTF(user.id());
            out.writeLong(user.createdAtMs());
            out.writeUTF(user.language());
            out.writeUTF(user.country());
        }

        @Override
        public User read(DataInput in) throws IOException {
            return new User(in.readUTF(), in.readLong(), in.readUTF(), in.readUTF());
        }
    }
}

package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.DecayedVector;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;

/**
 * Group {@code user_vector}: a user's vector with the vector space that it lives in. A distance to
 * a post's vector means something within one space alone.
 *
 * @param space for example {@value VectorSpace#NAME}
 */
public record UserVector(String space, DecayedVector vector) {
    /** A value without a stamp was written before there was one, in {@value VectorSpace#NAME}. */
    public static final Codec<UserVector> CODEC = new UserVectorCodec();

    /** A vector of the space of this release. */
    public static UserVector of(DecayedVector vector) {
        return new UserVector(VectorSpace.NAME, vector);
    }

    /** Of a user who read nothing. */
    public static UserVector empty() {
        return of(VectorSpace.empty());
    }

    private static final class UserVectorCodec implements Codec<UserVector> {
        @Override
        public void write(UserVector value, DataOutput out) throws IOException {
            VectorSpace.CODEC.write(value.vector, out);
            out.writeUTF(value.space);
        }

        @Override
        public UserVector read(DataInput in) throws IOException {
            DecayedVector vector = VectorSpace.CODEC.read(in);
            String space;
            try {
                space = in.readUTF();
            } catch (EOFException unstamped) {
                space = VectorSpace.NAME;
            }
            return new UserVector(space, vector);
        }
    }
}

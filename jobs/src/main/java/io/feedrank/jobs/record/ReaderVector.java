package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.PostMeta;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A post with where its readers put it. Compared by identity of its array.
 *
 * @param post its row; one that is not published is to be found no more
 * @param vector unit length; null when nobody read it
 * @param mass decayed number of readers
 * @param updatedAtMs epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReaderVector(Post post, float @Nullable [] vector, float mass, long updatedAtMs) {
    public static final Codec<ReaderVector> CODEC = new ReaderVectorCodec();

    public String postId() {
        return post.id();
    }

    /** Whether the post may be served. */
    public boolean published() {
        return post.status().equals(Post.PUBLISHED);
    }

    private static final class ReaderVectorCodec implements Codec<ReaderVector> {
        @Override
        public void write(ReaderVector value, DataOutput out) throws IOException {
            PostMeta.CODEC.write(value.post, out);
            Nullables.writeFloats(out, value.vector);
            out.writeFloat(value.mass);
            out.writeLong(value.updatedAtMs);
        }

        @Override
        public ReaderVector read(DataInput in) throws IOException {
            return new ReaderVector(
                    PostMeta.CODEC.read(in),
                    Nullables.readFloats(in),
                    in.readFloat(),
                    in.readLong());
        }
    }
}

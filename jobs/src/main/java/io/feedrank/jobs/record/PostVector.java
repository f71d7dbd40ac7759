package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.PostMeta;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A post's vector as published to {@code post-embeddings}. Compared by identity of its array.
 *
 * @param post its row, of which language, topic, author and times are published with the vector
 * @param vector unit length; null when the post is gone
 */
@SuppressWarnings("ArrayRecordComponent")
public record PostVector(Post post, float @Nullable [] vector, long updatedAtMs) {
    public static final Codec<PostVector> CODEC = new PostVectorCodec();

    public String postId() {
        return post.id();
    }

    private static final class PostVectorCodec implements Codec<PostVector> {
        @Override
        public void write(PostVector value, DataOutput out) throws IOException {
            PostMeta.CODEC.write(value.post, out);
            Nullables.writeFloats(out, value.vector);
            out.writeLong(value.updatedAtMs);
        }

        @Override
        public PostVector read(DataInput in) throws IOException {
            return new PostVector(PostMeta.CODEC.read(in), Nullables.readFloats(in), in.readLong());
        }
    }
}

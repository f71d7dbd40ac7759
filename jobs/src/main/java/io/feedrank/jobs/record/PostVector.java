package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A post's vector as published to {@code post-embeddings}. Compared by identity of its array.
 *
 * @param vector unit length; null when the post is gone
 */
@SuppressWarnings("ArrayRecordComponent")
public record PostVector(String postId, float @Nullable [] vector, long updatedAtMs) {
    public static final Codec<PostVector> CODEC = new PostVectorCodec();

    private static final class PostVectorCodec implements Codec<PostVector> {
        @Override
        public void write(PostVector value, DataOutput out) throws IOException {
            out.writeUTF(value.postId);
            Nullables.writeFloats(out, value.vector);
            out.writeLong(value.updatedAtMs);
        }

        @Override
        public PostVector read(DataInput in) throws IOException {
            return new PostVector(in.readUTF(), Nullables.readFloats(in), in.readLong());
        }
    }
}

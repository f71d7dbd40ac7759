package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change.Post;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A post's vector as published to {@code post-embeddings}. Compared by identity of its array.
 *
 * @param readers the post, of which language, topic, author and times are published with the
 *     vector, and the readers' part by itself
 * @param vector unit length; null when there is none, or no longer
 * @param textTower version of the tower that has a part in the vector, empty when none has
 */
@SuppressWarnings("ArrayRecordComponent")
public record PostVector(ReaderVector readers, float @Nullable [] vector, String textTower) {
    public static final Codec<PostVector> CODEC = new PostVectorCodec();

    /** Of its readers alone. */
    public static PostVector of(ReaderVector readers) {
        return new PostVector(readers, readers.vector(), "");
    }

    /** The post is to be found no more. */
    public static PostVector gone(ReaderVector readers) {
        return new PostVector(readers, null, "");
    }

    public Post post() {
        return readers.post();
    }

    public String postId() {
        return readers.postId();
    }

    private static final class PostVectorCodec implements Codec<PostVector> {
        @Override
        public void write(PostVector value, DataOutput out) throws IOException {
            ReaderVector.CODEC.write(value.readers, out);
            Nullables.writeFloats(out, value.vector);
            out.writeUTF(value.textTower);
        }

        @Override
        public PostVector read(DataInput in) throws IOException {
            return new PostVector(
                    ReaderVector.CODEC.read(in), Nullables.readFloats(in), in.readUTF());
        }
    }
}

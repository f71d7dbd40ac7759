package io.feedrank.feature.state;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change.Post;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Group {@code post_meta}: a post's row, as hydration and filters read it. */
public final class PostMeta {
    public static final Codec<Post> CODEC = new PostCodec();

    private static final int LONGEST_TITLE = 300;

    private PostMeta() {}

    private static final class PostCodec implements Codec<Post> {
        @Override
        public void write(Post post, DataOutput out) throws IOException {
            out.writeUTF(post.id());
            out.writeUTF(post.authorId());
            out.writeLong(post.createdAtMs());
            out.writeUTF(post.title().substring(0, Math.min(LONGEST_TITLE, post.title().length())));
            out.writeUTF(post.language());
            out.writeUTF(post.topic());
            out.writeUTF(post.status());
            out.writeLong(post.expiresAtMs());
        }

        @Override
        public Post read(DataInput in) throws IOException {
            return new Post(
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readLong());
        }
    }
}

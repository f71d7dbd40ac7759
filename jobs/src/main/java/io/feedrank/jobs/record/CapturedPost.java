package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.change.Change.LogPosition;
import io.feedrank.feature.change.Change.Post;
import io.feedrank.feature.state.PostMeta;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A post's row as of a change.
 *
 * @param capturedAtMs when the job took it in, on the deployment's clock
 */
public record CapturedPost(Post post, LogPosition position, long capturedAtMs) {
    public static final Codec<CapturedPost> CODEC = new CapturedPostCodec();

    private static final class CapturedPostCodec implements Codec<CapturedPost> {
        @Override
        public void write(CapturedPost value, DataOutput out) throws IOException {
            PostMeta.CODEC.write(value.post, out);
            out.writeLong(value.position.commitLsn());
            out.writeLong(value.position.lsn());
            out.writeLong(value.capturedAtMs);
        }

        @Override
        public CapturedPost read(DataInput in) throws IOException {
            return new CapturedPost(
                    PostMeta.CODEC.read(in),
                    new LogPosition(in.readLong(), in.readLong()),
                    in.readLong());
        }
    }
}

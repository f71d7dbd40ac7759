package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A record of {@code suppressed-users}.
 *
 * @param hash of the user's id, with the deployment's key
 * @param lifted events of the user are taken again
 */
public record Suppression(String hash, boolean lifted) {
    public static final Codec<Suppression> CODEC = new SuppressionCodec();

    private static final class SuppressionCodec implements Codec<Suppression> {
        @Override
        public void write(Suppression value, DataOutput out) throws IOException {
            out.writeUTF(value.hash);
            out.writeBoolean(value.lifted);
        }

        @Override
        public Suppression read(DataInput in) throws IOException {
            return new Suppression(in.readUTF(), in.readBoolean());
        }
    }
}

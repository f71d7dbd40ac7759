package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * An operator has let go of a user.
 *
 * @param hash of the user's id, with the deployment's key
 * @param hadState whether anything was kept
 */
public record Receipt(String hash, String operator, boolean hadState) {
    public static final Codec<Receipt> CODEC = new ReceiptCodec();

    private static final class ReceiptCodec implements Codec<Receipt> {
        @Override
        public void write(Receipt value, DataOutput out) throws IOException {
            out.writeUTF(value.hash);
            out.writeUTF(value.operator);
            out.writeBoolean(value.hadState);
        }

        @Override
        public Receipt read(DataInput in) throws IOException {
            return new Receipt(in.readUTF(), in.readUTF(), in.readBoolean());
        }
    }
}

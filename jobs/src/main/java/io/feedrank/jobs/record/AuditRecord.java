package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import io.feedrank.proto.v1.FeatureUpdate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One update that an online operator took in, on its way to {@code feature-updates}. */
public record AuditRecord(FeatureUpdate update) {
    public static final Codec<AuditRecord> CODEC = new AuditRecordCodec();

    /** What it is keyed by in the topic: {@code author:<id>}. */
    public String key() {
        return update.getEntity() + ':' + update.getEntityId();
    }

    private static final class AuditRecordCodec implements Codec<AuditRecord> {
        @Override
        public void write(AuditRecord value, DataOutput out) throws IOException {
            byte[] bytes = value.update.toByteArray();
            Varints.write(out, bytes.length);
            out.write(bytes);
        }

        @Override
        public AuditRecord read(DataInput in) throws IOException {
            byte[] bytes = new byte[Varints.readInt(in)];
            in.readFully(bytes);
            return new AuditRecord(FeatureUpdate.parseFrom(bytes));
        }
    }
}

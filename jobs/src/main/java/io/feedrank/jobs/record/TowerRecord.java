package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code text-towers} as it came. Compared by identity of its arrays.
 *
 * @param key the vector space
 * @param value the tower's bytes; null when there is to be none
 * @param origin {@code <topic>/<partition>/<offset>}
 */
@SuppressWarnings("ArrayRecordComponent")
public record TowerRecord(byte @Nullable [] key, byte @Nullable [] value, String origin) {
    public static final Codec<TowerRecord> CODEC = new TowerRecordCodec();

    private static final class TowerRecordCodec implements Codec<TowerRecord> {
        @Override
        public void write(TowerRecord value, DataOutput out) throws IOException {
            Nullables.writeBytes(out, value.key);
            Nullables.writeBytes(out, value.value);
            out.writeUTF(value.origin);
        }

        @Override
        public TowerRecord read(DataInput in) throws IOException {
            return new TowerRecord(Nullables.readBytes(in), Nullables.readBytes(in), in.readUTF());
        }
    }
}

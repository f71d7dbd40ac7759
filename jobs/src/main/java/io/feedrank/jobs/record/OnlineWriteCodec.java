package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The wire form of {@link OnlineWrite}. */
final class OnlineWriteCodec implements Codec<OnlineWrite> {
    private static final FeatureGroup[] GROUPS = FeatureGroup.values();

    @Override
    public void write(OnlineWrite value, DataOutput out) throws IOException {
        out.writeByte(value.key().group().ordinal());
        out.writeUTF(value.key().entity());
        Nullables.writeBytes(out, value.value().bytes());
    }

    @Override
    public OnlineWrite read(DataInput in) throws IOException {
        OnlineKey key = new OnlineKey(GROUPS[in.readByte()], in.readUTF());
        byte[] bytes = Nullables.readBytes(in);
        if (bytes == null) {
            throw new IOException("a write without a value");
        }
        return new OnlineWrite(key, VersionedValue.parse(bytes));
    }
}

package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.online.OnlineKey;
import io.feedrank.feature.online.OnlineWrite;
import io.feedrank.feature.online.VersionedValue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;

/** The wire form of {@link OnlineWrite}. */
final class OnlineWriteCodec implements Codec<OnlineWrite> {
    @Override
    public void write(OnlineWrite value, DataOutput out) throws IOException {
        FeatureGroup group = value.key().group();
        out.writeUTF(group.id());
        Varints.write(out, group.version());
        Varints.write(out, group.timeToLive().toMillis());
        out.writeUTF(value.key().entity());
        Nullables.writeBytes(out, value.value().bytes());
    }

    @Override
    public OnlineWrite read(DataInput in) throws IOException {
        FeatureGroup group =
                new FeatureGroup(
                        in.readUTF(), Varints.readInt(in), Duration.ofMillis(Varints.read(in)));
        OnlineKey key = new OnlineKey(group, in.readUTF());
        byte[] bytes = Nullables.readBytes(in);
        if (bytes == null) {
            throw new IOException("a write without a value");
        }
        return new OnlineWrite(key, VersionedValue.parse(bytes));
    }
}

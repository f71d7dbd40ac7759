package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code feed-events}: the event, or the dead letter that it became.
 *
 * @param event null when the record could not be decoded
 * @param rejected null when it could
 */
public record SourceEvent(@Nullable Event event, @Nullable DeadLetter rejected) {
    public static final Codec<SourceEvent> CODEC = new SourceEventCodec();

    private static final class SourceEventCodec implements Codec<SourceEvent> {
        @Override
        public void write(SourceEvent value, DataOutput out) throws IOException {
            Event event = value.event;
            Nullables.writeBytes(out, event == null ? null : EventCodec.encode(event));
            out.writeBoolean(value.rejected != null);
            if (value.rejected != null) {
                DeadLetter.CODEC.write(value.rejected, out);
            }
        }

        @Override
        public SourceEvent read(DataInput in) throws IOException {
            byte[] event = Nullables.readBytes(in);
            DeadLetter rejected = in.readBoolean() ? DeadLetter.CODEC.read(in) : null;
            return new SourceEvent(
                    event == null ? null : EventCodec.decode(event, EventCodec.PROTOBUF), rejected);
        }
    }
}

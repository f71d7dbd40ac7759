package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code feed-events}: the event, or the dead letter that it became.
 *
 * @param event null when the record could not be decoded
 * @param rejected null when it could
 * @param replayOf position of the dead letter that is sent once more; null for any other event
 */
public record SourceEvent(
        @Nullable Event event, @Nullable DeadLetter rejected, @Nullable String replayOf) {
    public static final Codec<SourceEvent> CODEC = new SourceEventCodec();

    /** An event that comes for the first time, as far as one can see from its record. */
    public static SourceEvent of(Event event) {
        return new SourceEvent(event, null, null);
    }

    /** A record that is set aside. */
    public static SourceEvent setAside(DeadLetter letter) {
        return new SourceEvent(null, letter, null);
    }

    /**
     * What it is known by: the event's id; for a dead letter sent once more the letter's position,
     * since the event's id was seen before.
     */
    public String identity() {
        return replayOf == null ? Objects.requireNonNull(event).eventId() : replayOf;
    }

    private static final class SourceEventCodec implements Codec<SourceEvent> {
        @Override
        public void write(SourceEvent value, DataOutput out) throws IOException {
            Event event = value.event;
            out.writeBoolean(event != null);
            if (event != null) {
                EventWire.write(event, out);
            }
            out.writeBoolean(value.rejected != null);
            if (value.rejected != null) {
                DeadLetter.CODEC.write(value.rejected, out);
            }
            Nullables.writeText(out, value.replayOf);
        }

        @Override
        public SourceEvent read(DataInput in) throws IOException {
            Event event = in.readBoolean() ? EventWire.read(in) : null;
            DeadLetter rejected = in.readBoolean() ? DeadLetter.CODEC.read(in) : null;
            return new SourceEvent(event, rejected, Nullables.readText(in));
        }
    }
}

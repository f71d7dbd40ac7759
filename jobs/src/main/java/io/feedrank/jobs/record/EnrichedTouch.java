package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A touch with what was known of its post at that moment. Compared by identity of its arrays.
 *
 * @param topic empty when the post has none
 * @param vector the post's unit vector, null when it had none
 * @param postColumns the catalog's post columns as of the event; null online and for what is no
 *     impression
 */
@SuppressWarnings("ArrayRecordComponent")
public record EnrichedTouch(
        PostTouch touch, String topic, float @Nullable [] vector, float @Nullable [] postColumns) {
    public static final Codec<EnrichedTouch> CODEC = new EnrichedTouchCodec();

    /** What asks to let go of the user of {@code event}. */
    public static EnrichedTouch erasure(Event event) {
        return new EnrichedTouch(new PostTouch(event, 0), "", null, null);
    }

    /** Whether it asks to let go of its user. */
    public boolean erases() {
        return touch.event().type() == EventType.ERASE;
    }

    public String userId() {
        return touch.userId();
    }

    private static final class EnrichedTouchCodec implements Codec<EnrichedTouch> {
        @Override
        public void write(EnrichedTouch value, DataOutput out) throws IOException {
            PostTouch.CODEC.write(value.touch, out);
            out.writeUTF(value.topic);
            Nullables.writeFloats(out, value.vector);
            Nullables.writeFloats(out, value.postColumns);
        }

        @Override
        public EnrichedTouch read(DataInput in) throws IOException {
            return new EnrichedTouch(
                    PostTouch.CODEC.read(in),
                    in.readUTF(),
                    Nullables.readFloats(in),
                    Nullables.readFloats(in));
        }
    }
}

package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
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

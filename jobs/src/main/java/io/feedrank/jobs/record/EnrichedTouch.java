package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.state.Observation;
import io.feedrank.feature.state.Signal;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A touch with what was known of its post at that moment. Compared by identity of its arrays.
 *
 * @param topic empty when the post has none
 * @param authorId empty when it is not known
 * @param vector the post's unit vector, null when it had none
 * @param postColumns the catalog's columns of post, author and topic as of the event, {@code
 *     float[itemWidth]}; null online and for what is no impression
 */
@SuppressWarnings("ArrayRecordComponent")
public record EnrichedTouch(
        PostTouch touch,
        String topic,
        String authorId,
        float @Nullable [] vector,
        float @Nullable [] postColumns) {
    public static final Codec<EnrichedTouch> CODEC = new EnrichedTouchCodec(3);

    /** What asks to let go of the user of {@code event}. */
    public static EnrichedTouch erasure(Event event) {
        return new EnrichedTouch(new PostTouch(event, 0), "", null, null);
    }

    /** Whether it asks to let go of its user. */
    public boolean erases() {
        return touch.event().type() == EventType.ERASE;
    }

    /** Reads what was written before a touch named the author. */
    public static final Codec<EnrichedTouch> FIRST_CODEC = new EnrichedTouchCodec(1);

    /** Reads what was written before a touch knew the size of its list. */
    public static final Codec<EnrichedTouch> SECOND_CODEC = new EnrichedTouchCodec(2);

    /** A touch of a post whose author is not known. */
    public EnrichedTouch(
            PostTouch touch, String topic, float @Nullable [] vector, float @Nullable [] columns) {
        this(touch, topic, "", vector, columns);
    }

    public String userId() {
        return touch.userId();
    }

    /** The same touch with other columns. */
    public EnrichedTouch withColumns(float[] columns) {
        return new EnrichedTouch(touch, topic, authorId, vector, columns);
    }

    /** The same touch without columns: it becomes no example. */
    public EnrichedTouch withoutColumns() {
        return new EnrichedTouch(touch, topic, authorId, vector, null);
    }

    /** What declared aggregations take in of it. */
    public Observation observation() {
        Event event = touch.event();
        return new Observation(
                Signal.of(event.type()),
                event.eventTime(),
                new Observation.Subject(userId(), touch.postId(), topic, authorId),
                event.listSize() == null ? 0 : event.listSize(),
                event.dwellMs() == null ? 0 : event.dwellMs(),
                vector);
    }

    private record EnrichedTouchCodec(int form) implements Codec<EnrichedTouch> {
        private Codec<PostTouch> touch() {
            return form < 3 ? PostTouch.FIRST_CODEC : PostTouch.CODEC;
        }

        @Override
        public void write(EnrichedTouch value, DataOutput out) throws IOException {
            touch().write(value.touch, out);
            out.writeUTF(value.topic);
            if (form > 1) {
                out.writeUTF(value.authorId);
            }
            Nullables.writeFloats(out, value.vector);
            Nullables.writeFloats(out, value.postColumns);
        }

        @Override
        public EnrichedTouch read(DataInput in) throws IOException {
            return new EnrichedTouch(
                    touch().read(in),
                    in.readUTF(),
                    form == 1 ? "" : in.readUTF(),
                    Nullables.readFloats(in),
                    Nullables.readFloats(in));
        }
    }
}

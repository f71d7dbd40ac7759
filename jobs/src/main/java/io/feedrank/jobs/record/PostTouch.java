package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Codec;
import io.feedrank.feature.aggregate.Varints;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says of one post.
 *
 * @param event the event, with this post alone, and the size of the list when it is an impression;
 *     an erasure has no post
 * @param slot from 0, of the post among the event's posts
 */
public record PostTouch(Event event, int slot) {
    public static final Codec<PostTouch> CODEC = new PostTouchCodec(true);

    /** Reads what was written before a touch knew the size of its list. */
    public static final Codec<PostTouch> FIRST_CODEC = new PostTouchCodec(false);

    private static final EventType[] TYPES = EventType.values();

    /** The touch of {@code event}'s post at {@code slot}. */
    public static PostTouch of(Event event, int slot) {
        Event single =
                new Event(
                        event.eventId(),
                        event.userId(),
                        event.type(),
                        List.of(event.postIds().get(slot)),
                        event.eventTime(),
                        event.requestId(),
                        event.position(),
                        event.dwellMs(),
                        event.device(),
                        event.sessionId(),
                        listSize(event));
        return new PostTouch(single, slot);
    }

    private static @Nullable Integer listSize(Event event) {
        if (event.type() != EventType.IMPRESSION || event.listSize() != null) {
            return event.listSize();
        }
        return event.postIds().size();
    }

    /** Empty for an erasure. */
    public String postId() {
        return event.postIds().isEmpty() ? "" : event.postIds().get(0);
    }

    public String userId() {
        return event.userId();
    }

    /** Second of event time; events of one second are unordered. */
    public long second() {
        return event.eventTime().getEpochSecond();
    }

    private record PostTouchCodec(boolean withListSize) implements Codec<PostTouch> {
        @Override
        public void write(PostTouch touch, DataOutput out) throws IOException {
            Event event = touch.event;
            out.writeUTF(event.eventId());
            out.writeUTF(event.userId());
            out.writeByte(event.type().ordinal());
            out.writeUTF(touch.postId());
            out.writeLong(event.eventTime().toEpochMilli());
            Nullables.writeText(out, event.requestId());
            Integer position = event.position();
            Nullables.writeLong(out, position == null ? null : position.longValue());
            Nullables.writeLong(out, event.dwellMs());
            Nullables.writeText(out, event.device());
            Nullables.writeText(out, event.sessionId());
            Varints.write(out, touch.slot);
            if (withListSize) {
                Nullables.writeInt(out, event.listSize());
            }
        }

        @Override
        public PostTouch read(DataInput in) throws IOException {
            String eventId = in.readUTF();
            String userId = in.readUTF();
            EventType type = TYPES[in.readByte()];
            String post = in.readUTF();
            List<String> posts = post.isEmpty() ? List.of() : List.of(post);
            Instant time = Instant.ofEpochMilli(in.readLong());
            String requestId = Nullables.readText(in);
            Long position = Nullables.readLong(in);
            Long dwellMs = Nullables.readLong(in);
            String device = Nullables.readText(in);
            String sessionId = Nullables.readText(in);
            int slot = Varints.readInt(in);
            Event event =
                    new Event(
                            eventId,
                            userId,
                            type,
                            posts,
                            time,
                            requestId,
                            position == null ? null : position.intValue(),
                            dwellMs,
                            device,
                            sessionId,
                            listSize(type, in));
            return new PostTouch(event, slot);
        }

        private @Nullable Integer listSize(EventType type, DataInput in) throws IOException {
            if (withListSize) {
                return Nullables.readInt(in);
            }
            return type == EventType.IMPRESSION ? (Integer) Event.UNKNOWN_SIZE : null;
        }
    }
}

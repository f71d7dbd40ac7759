package io.feedrank.jobs.record;

import io.feedrank.feature.aggregate.Varints;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * An event between two operators: field by field, at a fraction of what protobuf takes, whose form
 * on {@code feed-events} has to last.
 */
final class EventWire {
    private static final EventType[] TYPES = EventType.values();

    private EventWire() {}

    static void write(Event event, DataOutput out) throws IOException {
        out.writeUTF(event.eventId());
        out.writeUTF(event.userId());
        out.writeByte(event.type().ordinal());
        List<String> posts = event.postIds();
        Varints.write(out, posts.size());
        for (int i = 0; i < posts.size(); i++) {
            out.writeUTF(posts.get(i));
        }
        out.writeLong(event.eventTime().toEpochMilli());
        Nullables.writeText(out, event.requestId());
        Integer position = event.position();
        Nullables.writeLong(out, position == null ? null : position.longValue());
        Nullables.writeLong(out, event.dwellMs());
        Nullables.writeText(out, event.device());
        Nullables.writeText(out, event.sessionId());
        Nullables.writeInt(out, event.listSize());
    }

    static Event read(DataInput in) throws IOException {
        String eventId = in.readUTF();
        String userId = in.readUTF();
        EventType type = TYPES[in.readByte()];
        String[] posts = new String[Varints.readInt(in)];
        for (int i = 0; i < posts.length; i++) {
            posts[i] = in.readUTF();
        }
        Instant time = Instant.ofEpochMilli(in.readLong());
        String requestId = Nullables.readText(in);
        Long position = Nullables.readLong(in);
        return new Event(
                eventId,
                userId,
                type,
                Arrays.asList(posts),
                time,
                requestId,
                position == null ? null : position.intValue(),
                Nullables.readLong(in),
                Nullables.readText(in),
                Nullables.readText(in),
                Nullables.readInt(in));
    }
}

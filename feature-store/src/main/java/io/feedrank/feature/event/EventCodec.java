package io.feedrank.feature.event;

import com.google.protobuf.InvalidProtocolBufferException;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.proto.v1.FeedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of topic {@code feed-events} to {@link Event} and back: protobuf, or JSON by content type.
 */
public final class EventCodec {
    /** Record header that names the form of the value. */
    public static final String CONTENT_TYPE = "content-type";

    public static final String JSON = "application/json";
    public static final String PROTOBUF = "application/x-protobuf";

    private EventCodec() {}

    /**
     * Decodes a record's value.
     *
     * @param contentType the record's {@value #CONTENT_TYPE} header, protobuf when absent
     * @throws FeedrankException BAD_INPUT naming the field, what was got and what is expected
     */
    public static Event decode(byte @Nullable [] value, @Nullable String contentType) {
        if (value == null || value.length == 0) {
            throw FeedrankException.badInput("value: empty, expected an event");
        }
        if (contentType != null && contentType.startsWith(JSON)) {
            return EventJson.parse(new String(value, StandardCharsets.UTF_8));
        }
        try {
            return fromProto(FeedEvent.parseFrom(value));
        } catch (InvalidProtocolBufferException e) {
            throw FeedrankException.badInput(
                    "value: "
                            + value.length
                            + " bytes that are no protobuf FeedEvent ("
                            + e.getMessage()
                            + "); JSON needs the header content-type: "
                            + JSON);
        }
    }

    /** The protobuf form. */
    public static byte[] encode(Event event) {
        FeedEvent.Builder proto =
                FeedEvent.newBuilder()
                        .setEventId(event.eventId())
                        .setUserId(event.userId())
                        .setTypeValue(event.type().ordinal() + 1)
                        .addAllPostIds(event.postIds())
                        .setEventTimeMs(event.eventTime().toEpochMilli());
        if (event.requestId() != null) {
            proto.setRequestId(event.requestId());
        }
        if (event.position() != null) {
            proto.setPosition(event.position());
        }
        if (event.dwellMs() != null) {
            proto.setDwellMs(event.dwellMs());
        }
        if (event.device() != null) {
            proto.setDevice(event.device());
        }
        if (event.sessionId() != null) {
            proto.setSessionId(event.sessionId());
        }
        if (event.listSize() != null) {
            proto.setListSize(event.listSize());
        }
        return proto.build().toByteArray();
    }

    private static Event fromProto(FeedEvent proto) {
        int type = proto.getTypeValue() - 1;
        if (type < 0 || type >= EventType.values().length) {
            throw FeedrankException.badInput(
                    "type: got number " + proto.getTypeValue() + ", expected " + EventJson.TYPES);
        }
        return new Event(
                proto.getEventId(),
                proto.getUserId(),
                EventType.values()[type],
                proto.getPostIdsList(),
                Instant.ofEpochMilli(proto.getEventTimeMs()),
                emptyToNull(proto.getRequestId()),
                proto.hasPosition() ? proto.getPosition() : null,
                proto.hasDwellMs() ? proto.getDwellMs() : null,
                emptyToNull(proto.getDevice()),
                emptyToNull(proto.getSessionId()),
                proto.hasListSize() ? proto.getListSize() : null);
    }

    private static @Nullable String emptyToNull(String value) {
        return value.isEmpty() ? null : value;
    }
}

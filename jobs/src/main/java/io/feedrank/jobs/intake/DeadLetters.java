package io.feedrank.jobs.intake;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventCodec;
import io.feedrank.jobs.record.DeadLetter;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import java.nio.charset.StandardCharsets;
import org.apache.flink.util.OutputTag;

/** Side outputs for what is set aside. */
public final class DeadLetters {
    /** Records that can't be used; they go to {@code feed-events.dlq}. */
    public static final OutputTag<DeadLetter> REJECTED =
            new OutputTag<>("rejected", RecordType.DEAD_LETTER.<DeadLetter>info());

    /** Events later than the allowed lateness; they go to {@code feed-events.late}. */
    public static final OutputTag<DeadLetter> LATE =
            new OutputTag<>("late", RecordType.DEAD_LETTER.<DeadLetter>info());

    private DeadLetters() {}

    static DeadLetter late(Event event, long watermark) {
        return of(
                event,
                "event_time: "
                        + event.eventTime()
                        + " is beyond the allowed lateness at watermark "
                        + watermark);
    }

    /** The letter of an event whose post was not captured in time; it carries this post alone. */
    public static DeadLetter unknownPost(PostTouch touch) {
        return of(
                touch.event(),
                "post_ids: post '" + touch.postId() + "' is unknown; it was waited for");
    }

    private static DeadLetter of(Event event, String reason) {
        byte[] key = event.userId().getBytes(StandardCharsets.UTF_8);
        return new DeadLetter(
                key, EventCodec.encode(event), EventCodec.PROTOBUF, reason, event.eventId(), "");
    }
}

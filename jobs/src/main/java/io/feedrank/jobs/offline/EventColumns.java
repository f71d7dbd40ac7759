package io.feedrank.jobs.offline;

import io.feedrank.feature.event.Event;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.sink.ColumnReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Columns of table {@code events}, in the order of the offline schema. */
public final class EventColumns implements ColumnReader<PostTouch> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Object column(PostTouch touch, int index) {
        Event event = touch.event();
        return switch (index) {
            case 0 -> event.eventId();
            case 1 -> event.userId();
            case 2 -> event.type().wireName();
            case 3 -> touch.postId();
            case 4 -> touch.slot();
            case 5 -> event.eventTime().toEpochMilli();
            case 6 -> event.requestId();
            case 7 -> event.position();
            case 8 -> event.dwellMs();
            case 9 -> event.device();
            case 10 -> event.sessionId();
            case 11 -> known(event.listSize());
            default -> throw new IllegalArgumentException("column " + index);
        };
    }

    private static @Nullable Integer known(@Nullable Integer listSize) {
        return listSize == null || listSize == Event.UNKNOWN_SIZE ? null : listSize;
    }

    @Override
    public Instant eventTime(PostTouch touch) {
        return touch.event().eventTime();
    }
}

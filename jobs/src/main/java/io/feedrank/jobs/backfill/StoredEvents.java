package io.feedrank.jobs.backfill;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.jobs.parquet.Cells;
import io.feedrank.jobs.record.SourceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.example.data.Group;

/** Rows of table {@code events} as events again: one event a row, with the row's post alone. */
final class StoredEvents {
    private StoredEvents() {}

    /** When it happened, epoch milliseconds. */
    static long timeMs(Group row) {
        return row.getLong("event_time_ms", 0);
    }

    static SourceEvent event(Group row) {
        Long position = Cells.number(row, "position");
        EventType type = EventType.valueOf(row.getString("type", 0).toUpperCase(Locale.ROOT));
        Event event =
                new Event(
                        row.getString("event_id", 0),
                        row.getString("user_id", 0),
                        type,
                        List.of(row.getString("post_id", 0)),
                        Instant.ofEpochMilli(timeMs(row)),
                        Cells.text(row, "request_id"),
                        position == null ? null : position.intValue(),
                        Cells.number(row, "dwell_ms"),
                        Cells.text(row, "device"),
                        Cells.text(row, "session_id"),
                        type == EventType.IMPRESSION ? listSize(row) : null);
        return new SourceEvent(event, null, identity(row));
    }

    /** Files from before rows said it don't know it. */
    private static int listSize(Group row) {
        Long size = Cells.number(row, "list_size");
        return size == null ? Event.UNKNOWN_SIZE : size.intValue();
    }

    /**
     * What a row is known by. The slot alone would not do: a dead letter that was sent once more
     * has its one post in slot 0.
     */
    private static String identity(Group row) {
        return row.getString("event_id", 0)
                + '/'
                + row.getInteger("slot", 0)
                + '/'
                + row.getString("post_id", 0);
    }
}

package io.feedrank.jobs.backfill;

import io.feedrank.feature.change.Change;
import io.feedrank.feature.event.Event;
import io.feedrank.jobs.erasure.Suppressions;
import io.feedrank.jobs.offline.OfflineTopology;
import io.feedrank.jobs.record.JobConfig;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import io.feedrank.jobs.record.SourceEvent;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.jspecify.annotations.Nullable;

/**
 * Bounded: the events that came too late, as rows of table {@code events} that are not there yet.
 * It is the offline topology once more, in which nothing is late since time ends with the input.
 */
public final class LateEvents {
    private LateEvents() {}

    /**
     * Builds it.
     *
     * @param stored rows that are there already, of {@link History#rows}
     */
    public static DataStream<PostTouch> build(
            DataStream<SourceEvent> late,
            DataStream<Change> posts,
            Suppressions suppressions,
            Optional<DataStream<String>> stored,
            JobConfig config) {
        DataStream<PostTouch> accepted =
                OfflineTopology.build(late, posts, suppressions, config).events();
        return stored.map(
                        rows ->
                                (DataStream<PostTouch>)
                                        accepted.keyBy(StoredRows::key)
                                                .connect(rows.keyBy(row -> row, Types.STRING))
                                                .process(new NotStored())
                                                .returns(RecordType.POST_TOUCH.<PostTouch>info())
                                                .name("not stored yet")
                                                .uid("not-stored"))
                .orElse(accepted);
    }

    /** Those of {@code events} from {@code since} and before {@code until}. */
    public static DataStream<SourceEvent> within(
            DataStream<SourceEvent> events, Instant since, Instant until) {
        long sinceMs = since.toEpochMilli();
        long untilMs = until.toEpochMilli();
        return events.filter(source -> isWithin(source.event(), sinceMs, untilMs))
                .name("of the time asked for")
                .uid("time-asked-for");
    }

    private static boolean isWithin(@Nullable Event event, long sinceMs, long untilMs) {
        long time = event == null ? Long.MIN_VALUE : event.eventTime().toEpochMilli();
        return time >= sinceMs && time < untilMs;
    }
}

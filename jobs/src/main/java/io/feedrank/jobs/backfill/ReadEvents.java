package io.feedrank.jobs.backfill;

import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.jobs.parquet.ParquetRows;
import io.feedrank.jobs.record.SourceEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * The events of an hour in their order, from {@code sinceMs} and before {@code untilMs}: counts
 * don't care, but what was met last, and vectors as they were at a click, do.
 */
final class ReadEvents implements FlatMapFunction<String, SourceEvent> {
    private static final long serialVersionUID = 1L;

    /** Events that are sorted at once, about 1 GB; of a larger hour one part after another. */
    private static final long MOST_AT_ONCE = 2_000_000;

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final Comparator<SourceEvent> ORDER =
            Comparator.comparing(
                            (SourceEvent source) ->
                                    Objects.requireNonNull(source.event()).eventTime())
                    .thenComparing(SourceEvent::identity);

    private final long sinceMs;
    private final long untilMs;

    ReadEvents(long sinceMs, long untilMs) {
        this.sinceMs = sinceMs;
        this.untilMs = untilMs;
    }

    @Override
    public void flatMap(String text, Collector<SourceEvent> out) throws Exception {
        HistoryHour hour = HistoryHour.parse(text);
        long rows = 0;
        for (String file : hour.files()) {
            rows += ParquetRows.count(path(file));
        }
        long parts = rows / MOST_AT_ONCE + 1;
        for (long part = 0; part < parts; part++) {
            long from = hour.startMs() + HOUR_MS * part / parts;
            long to = hour.startMs() + HOUR_MS * (part + 1) / parts;
            List<SourceEvent> events = read(hour, Math.max(from, sinceMs), Math.min(to, untilMs));
            events.sort(ORDER);
            events.forEach(out::collect);
        }
    }

    private static List<SourceEvent> read(HistoryHour hour, long fromMs, long toMs)
            throws IOException {
        List<SourceEvent> events = new ArrayList<>();
        for (String file : hour.files()) {
            ParquetRows.forEach(
                    path(file),
                    row -> {
                        long time = StoredEvents.timeMs(row);
                        if (time >= fromMs && time < toMs) {
                            events.add(StoredEvents.event(row));
                        }
                    });
        }
        return events;
    }

    private static Path path(String file) {
        return OfflineFiles.resolve(Path.of(file));
    }
}

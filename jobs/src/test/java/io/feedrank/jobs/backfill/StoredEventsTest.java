package io.feedrank.jobs.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.offline.EventColumns;
import io.feedrank.jobs.parquet.LocalOutput;
import io.feedrank.jobs.parquet.ParquetRows;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.sink.ParquetSinks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredEventsTest {
    private static final PostTouch SHOWN =
            PostTouch.of(
                    Event.of("e1", "u", EventType.IMPRESSION, List.of("p", "q", "r"), Touches.NOON),
                    2);
    private static final PostTouch CLICKED =
            Touches.touch("e2", "u", EventType.CLICK, "p", Touches.NOON);

    @TempDir private Path directory;

    @Test
    void a_row_of_an_impression_is_its_event_again_with_the_size_of_the_list() throws Exception {
        assertThat(stored(OfflineSchema.events())).containsExactly(SHOWN.event(), CLICKED.event());
        assertThat(PostTouch.of(stored(OfflineSchema.events()).get(0), 0).event())
                .isEqualTo(SHOWN.event());
    }

    @Test
    void a_row_of_an_older_file_does_not_know_the_size_of_the_list() throws Exception {
        List<OfflineColumn> older = OfflineSchema.events().subList(0, 11);
        assertThat(stored(older))
                .extracting(Event::listSize)
                .containsExactly(Event.UNKNOWN_SIZE, null);
    }

    private List<Event> stored(List<OfflineColumn> columns) throws Exception {
        Path file = directory.resolve("events-" + System.nanoTime() + ".parquet");
        try (ParquetWriter<PostTouch> writer =
                ParquetSinks.writer(
                        new LocalOutput(file), OfflineSchema.EVENTS, columns, new EventColumns())) {
            writer.write(SHOWN);
            writer.write(CLICKED);
        }
        List<Event> events = new ArrayList<>();
        ParquetRows.forEach(
                file, row -> events.add(Objects.requireNonNull(StoredEvents.event(row).event())));
        return events;
    }
}

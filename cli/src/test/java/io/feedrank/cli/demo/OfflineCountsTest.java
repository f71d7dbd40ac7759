package io.feedrank.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.feature.state.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineCountsTest {
    private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");

    @TempDir private Path root;

    @Test
    void an_empty_store_counts_nothing() {
        try (OfflineCounts counts = new OfflineCounts(root)) {
            assertThat(counts.rows(OfflineSchema.EVENTS)).isZero();
            assertThat(counts.distinctEvents()).isZero();
            assertThat(counts.rowsBySignal()).isEmpty();
            assertThat(counts.trainableImpressionsUntil(NOON)).isZero();
        }
    }

    @Test
    void events_are_counted_by_id_and_rows_by_what_they_count_as()
            throws IOException, SQLException {
        write(
                OfflineSchema.EVENTS,
                "('i1','impression',0,1000),('i1','impression',1,1000),('c1','click',0,2000),('s1','share',0,3000)",
                "event_id, type, slot, event_time_ms");
        try (OfflineCounts counts = new OfflineCounts(root)) {
            assertThat(counts.rows(OfflineSchema.EVENTS)).isEqualTo(4);
            assertThat(counts.distinctEvents()).isEqualTo(3);
            assertThat(counts.eventsCountedTwice()).isZero();
            assertThat(counts.rowsBySignal())
                    .isEqualTo(Map.of(Signal.IMPRESSION, 2L, Signal.CLICK, 1L, Signal.LIKE, 1L));
            assertThat(counts.alsoProcessed(List.of("c1", "key malformed-1"))).isEqualTo(1);
            assertThat(counts.impressionsUntil(Instant.ofEpochMilli(1000))).isEqualTo(1);
            assertThat(counts.impressionsUntil(Instant.ofEpochMilli(999))).isZero();
        }
    }

    @Test
    void an_event_whose_row_is_there_twice_is_found() throws IOException, SQLException {
        write(
                OfflineSchema.EVENTS,
                "('c1','click',0,2000),('c1','click',0,2000)",
                "event_id, type, slot, event_time_ms");
        try (OfflineCounts counts = new OfflineCounts(root)) {
            assertThat(counts.eventsCountedTwice()).isEqualTo(1);
        }
    }

    private void write(String table, String values, String columns)
            throws IOException, SQLException {
        Path directory = root.resolve(table).resolve(OfflineSchema.partition(NOON));
        Files.createDirectories(directory);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "COPY (SELECT * FROM (VALUES "
                            + values
                            + ") AS rows("
                            + columns
                            + ")) TO '"
                            + directory.resolve("part-0.parquet")
                            + "' (FORMAT PARQUET)");
        }
    }
}

package io.feedrank.jobs.compact;

import io.feedrank.feature.event.EventType;
import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.offline.EventColumns;
import io.feedrank.jobs.parquet.LocalOutput;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.sink.ParquetSinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.parquet.hadoop.ParquetWriter;

/** Table {@code events} of an offline store, in files as a job leaves them, and what it holds. */
record SmallFiles(Path root) {
    static final int ROWS = 50;

    /** Files {@code from} to {@code to} of the hour that begins at {@code hour}. */
    void write(Instant hour, int from, int to) throws Exception {
        write(hour, from, to, OfflineSchema.events());
    }

    void write(Instant hour, int from, int to, List<OfflineColumn> columns) throws Exception {
        Path partition = partition(hour);
        Files.createDirectories(partition);
        for (int file = from; file < to; file++) {
            try (ParquetWriter<PostTouch> writer =
                    ParquetSinks.writer(
                            new LocalOutput(partition.resolve("events-" + file + "-0.parquet")),
                            OfflineSchema.EVENTS,
                            columns,
                            new EventColumns())) {
                for (int row = 0; row < ROWS; row++) {
                    EventType type = row % 3 == 0 ? EventType.DWELL : EventType.IMPRESSION;
                    String id = hour.getEpochSecond() + "-" + file + "-" + row;
                    writer.write(
                            Touches.touch(
                                    id,
                                    "u-" + row % 7,
                                    type,
                                    "p-" + row % 5,
                                    hour.plus(Duration.ofSeconds(row))));
                }
            }
        }
    }

    Path partition(Instant hour) {
        return root.resolve(OfflineSchema.EVENTS).resolve(OfflineSchema.partition(hour));
    }

    List<Path> files() {
        return OfflineFiles.visible(root, OfflineSchema.EVENTS);
    }

    /** Keeps the rows of now, to compare with them later. */
    void remember(Statement duck) throws Exception {
        duck.execute("CREATE OR REPLACE TABLE remembered AS SELECT * FROM " + exactly());
    }

    /** Rows that are in one but not, or not as often, in the other. */
    long differences(Statement duck) throws Exception {
        return number(
                duck,
                "SELECT (SELECT count(*) FROM (FROM remembered EXCEPT ALL FROM %1$s))"
                                .formatted(exactly())
                        + " + (SELECT count(*) FROM (FROM %1$s EXCEPT ALL FROM remembered))"
                                .formatted(exactly()));
    }

    /** What a reader reads that goes by the list of files. */
    String exactly() {
        return "read_parquet(%s, hive_partitioning = true, union_by_name = true)"
                .formatted(OfflineFiles.sqlList(files()));
    }

    /** What a reader reads that goes by names alone. */
    String globbed() {
        return "read_parquet('%s', hive_partitioning = true, union_by_name = true)"
                .formatted(OfflineSchema.glob(root, OfflineSchema.EVENTS));
    }

    static long number(Statement duck, String query) throws Exception {
        try (ResultSet row = duck.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    static Connection duck() throws Exception {
        return DriverManager.getConnection("jdbc:duckdb:");
    }
}

package io.feedrank.jobs.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedrank.feature.event.EventType;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.offline.EventColumns;
import io.feedrank.jobs.record.PostTouch;
import io.feedrank.jobs.record.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetSinksIT {
    @Test
    void duckdb_reads_what_a_job_wrote_by_date_and_hour(@TempDir Path root) throws Exception {
        List<PostTouch> touches = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            EventType type = i % 2 == 0 ? EventType.IMPRESSION : EventType.DWELL;
            touches.add(
                    Touches.touch(
                            "e" + i, "u", type, "p" + i, Touches.NOON.plus(Duration.ofMinutes(i))));
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2);
        env.fromData(RecordType.POST_TOUCH.<PostTouch>info(), touches.toArray(PostTouch[]::new))
                .sinkTo(
                        ParquetSinks.table(
                                root.toUri().toString(),
                                OfflineSchema.EVENTS,
                                OfflineSchema.events(),
                                new EventColumns()));
        env.execute();

        String glob = OfflineSchema.glob(root, OfflineSchema.EVENTS);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery(
                            "select count(*), count(distinct event_id), sum(dwell_ms),"
                                    + " min(event_time_ms), count(distinct hour) from read_parquet('"
                                    + glob
                                    + "', hive_partitioning = true)")) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(500);
                assertThat(row.getLong(2)).isEqualTo(500);
                assertThat(row.getLong(3)).isEqualTo(250 * 40_000L);
                assertThat(row.getLong(4)).isEqualTo(Touches.NOON.toEpochMilli());
                assertThat(row.getLong(5)).isEqualTo(9);
            }
            try (ResultSet codec =
                    statement.executeQuery(
                            "select distinct compression from parquet_metadata('" + glob + "')")) {
                codec.next();
                assertThat(codec.getString(1)).isEqualTo("ZSTD");
            }
        }
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().endsWith(".parquet"));
        }
    }
}

package io.feedrank.jobs.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineLock;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.Touches;
import io.feedrank.jobs.parquet.PartitionRewriter;
import io.feedrank.jobs.parquet.PartitionRewriter.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompactionTest {
    private static final Instant CLOSED = Touches.NOON;
    private static final Instant OPEN = Touches.NOON.plus(Duration.ofHours(3));
    private static final Duration TWO_HOURS = Duration.ofHours(2);
    private static final long LARGE = 128L << 20;

    @TempDir private Path root;
    private SmallFiles events;
    private Connection connection;
    private Statement duck;

    /** Stands for a process that dies right after a step. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void open() throws Exception {
        events = new SmallFiles(root);
        connection = SmallFiles.duck();
        duck = connection.createStatement();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void a_closed_partition_becomes_one_file_with_the_same_rows_and_an_open_one_is_left()
            throws Exception {
        events.write(CLOSED, 0, 20);
        events.write(OPEN, 0, 3);
        events.remember(duck);

        CompactReport report = run(LARGE);

        assertThat(report.filesBefore()).isEqualTo(20);
        assertThat(report.filesAfter()).isEqualTo(1);
        assertThat(report.rows()).isEqualTo(20L * SmallFiles.ROWS);
        assertThat(report.bytesAfter()).isLessThan(report.bytesBefore());
        assertThat(OfflineFiles.visible(events.partition(CLOSED))).hasSize(1);
        assertThat(OfflineFiles.visible(events.partition(OPEN))).hasSize(3);
        assertThat(events.differences(duck)).isZero();
        assertThat(SmallFiles.number(duck, "SELECT count(*) FROM " + events.globbed()))
                .as("by names alone")
                .isEqualTo(23L * SmallFiles.ROWS);

        assertThat(run(LARGE).filesBefore()).as("a second run").isZero();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void a_run_that_is_killed_after_a_step_loses_nothing_and_the_next_one_finishes_it(Step last)
            throws Exception {
        events.write(CLOSED, 0, 5);
        events.remember(duck);

        assertThatThrownBy(
                        () ->
                                new Compaction(config(LARGE, Duration.ZERO), dieAfter(last))
                                        .run(share -> {}))
                .isInstanceOf(Killed.class);
        assertThat(events.differences(duck)).as("right after " + last).isZero();

        run(LARGE);
        assertThat(events.differences(duck)).as("after the next run").isZero();
        assertThat(SmallFiles.number(duck, "SELECT count(*) FROM " + events.globbed()))
                .isEqualTo(5L * SmallFiles.ROWS);
        assertThat(events.files()).hasSize(1);
        run(LARGE);
        assertThat(names()).as("nothing else is left").hasSize(1);
    }

    @Test
    void a_reader_in_the_middle_of_each_step_sees_each_row_once() throws Exception {
        events.write(CLOSED, 0, 4);
        events.remember(duck);
        List<Long> differences = new ArrayList<>();

        new Compaction(config(LARGE, Duration.ZERO), step -> differences.add(difference()))
                .run(share -> {});

        assertThat(differences).hasSize(4 + 4).containsOnly(0L);
    }

    @Test
    void files_of_another_schema_version_are_merged_apart_and_read_together() throws Exception {
        List<OfflineColumn> older = OfflineSchema.events().subList(0, 9);
        events.write(CLOSED, 0, 3, older);
        events.write(CLOSED, 3, 6);
        events.remember(duck);

        run(LARGE);

        assertThat(events.files()).hasSize(2);
        assertThat(events.differences(duck)).isZero();
        assertThat(
                        SmallFiles.number(
                                duck,
                                "SELECT count(DISTINCT decode(value)) FROM parquet_kv_metadata('"
                                        + OfflineSchema.glob(root, OfflineSchema.EVENTS)
                                        + "') WHERE decode(key) = 'feedrank.schema-version'"))
                .isEqualTo(2);
    }

    @Test
    void files_grow_to_the_target_size_and_large_ones_are_left() throws Exception {
        events.write(CLOSED, 0, 12);
        events.remember(duck);
        long one = Files.size(events.files().get(0));

        CompactReport report = run(one * 4 + one / 2);

        assertThat(report.filesAfter()).isEqualTo(3);
        assertThat(events.differences(duck)).isZero();
    }

    @Test
    void replaced_files_stay_for_the_grace_so_that_who_listed_them_still_finds_the_rows()
            throws Exception {
        events.write(CLOSED, 0, 3);
        List<Path> listed = events.files();
        events.remember(duck);

        new Compaction(config(LARGE, Duration.ofDays(1))).run(share -> {});

        String before =
                "read_parquet(%s)"
                        .formatted(
                                OfflineFiles.sqlList(
                                        listed.stream().map(OfflineFiles::resolve).toList()));
        assertThat(SmallFiles.number(duck, "SELECT count(*) FROM " + before))
                .isEqualTo(3L * SmallFiles.ROWS);
        assertThat(run(LARGE).swept()).isEqualTo(3);
    }

    @Test
    void the_rows_of_one_user_leave_with_a_rewrite_and_no_file_stays_when_no_row_does()
            throws Exception {
        events.write(CLOSED, 0, 2);
        PartitionRewriter rewriter =
                new PartitionRewriter(events.partition(CLOSED), OfflineSchema.EVENTS, step -> {});

        rewriter.replace(events.files(), row -> !row.getString("user_id", 0).equals("u-3"));

        assertThat(
                        SmallFiles.number(
                                duck,
                                "SELECT count(*) FILTER (user_id = 'u-3') FROM "
                                        + events.exactly()))
                .isZero();
        assertThat(
                        SmallFiles.number(
                                duck, "SELECT count(DISTINCT user_id) FROM " + events.exactly()))
                .isEqualTo(6);
        rewriter.replace(events.files(), row -> false);
        assertThat(events.files()).isEmpty();
        rewriter.sweep(Instant.MAX);
        assertThat(names()).isEmpty();
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void two_processes_never_rewrite_at_once() throws Exception {
        try (OfflineLock lock = OfflineLock.take(root)) {
            assertThatThrownBy(() -> run(LARGE))
                    .isInstanceOf(FeedrankException.class)
                    .hasMessageContaining("another process");
        }
        assertThat(run(LARGE)).isEqualTo(CompactReport.NOTHING);
    }

    @Test
    void the_footer_of_a_merged_file_still_explains_its_columns() throws Exception {
        events.write(CLOSED, 0, 2);
        run(LARGE);
        try (ResultSet row =
                duck.executeQuery(
                        "SELECT decode(value) FROM parquet_kv_metadata('"
                                + events.files().get(0)
                                + "') WHERE decode(key) = 'feedrank.schema'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1))
                    .contains("{\"name\":\"dwell_ms\",\"type\":\"long\",\"nullable\":true}");
        }
    }

    private CompactReport run(long targetBytes) {
        return new Compaction(config(targetBytes, Duration.ZERO)).run(share -> {});
    }

    private CompactConfig config(long targetBytes, Duration grace) {
        Clock clock = Clock.fixed(OPEN.plus(Duration.ofMinutes(30)), ZoneOffset.UTC);
        return new CompactConfig(root, targetBytes, TWO_HOURS, grace, clock);
    }

    private static Consumer<Step> dieAfter(Step last) {
        return step -> {
            if (step == last) {
                throw new Killed();
            }
        };
    }

    private long difference() {
        try {
            return events.differences(duck);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> names() throws Exception {
        try (Stream<Path> files = Files.list(events.partition(CLOSED))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}

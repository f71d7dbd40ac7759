package io.feedrank.cli.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {
    @TempDir private Path root;

    private Connection duck;
    private ParquetRows rows;
    private Path hour;

    @BeforeEach
    void open() throws Exception {
        duck = DriverManager.getConnection("jdbc:duckdb:");
        rows = new ParquetRows(root);
        hour = Files.createDirectories(root.resolve("events/date=2024-03-01/hour=12"));
    }

    @AfterEach
    void close() throws SQLException {
        rows.close();
        duck.close();
    }

    @Test
    void a_persons_rows_go_and_those_of_others_stay_in_their_order() throws Exception {
        Path file = write(hour.resolve("events-1.parquet"), "u-1", "u-2", "u-1", "u-10", "u-3");
        Path untouched = write(hour.resolve("events-2.parquet"), "u-2");
        byte[] before = Files.readAllBytes(untouched);

        assertThat(rows.erase("events", "u-1")).isEqualTo(2);
        assertThat(read(file)).containsExactly("u-2", "u-10", "u-3");
        assertThat(Files.readAllBytes(untouched)).isEqualTo(before);
        assertThat(metadata(file)).as("what the writer said of the file").isEqualTo("events");
        assertThat(rows.erase("events", "u-1")).as("the second time").isZero();
        assertThat(rows.holding("events", "u-1")).isEmpty();
        try (Stream<Path> files = Files.list(hour)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_file_of_one_person_alone_is_deleted() throws Exception {
        Path file = write(hour.resolve("events-1.parquet"), "u-1", "u-1");

        assertThat(rows.erase("events", "u-1")).isEqualTo(2);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_killed_run_leaves_the_old_file_and_the_next_one_completes() throws Exception {
        Path file = write(hour.resolve("events-1.parquet"), "u-1", "u-2");
        Path torn = Files.writeString(hour.resolve(".events-1.parquet.erasing"), "PAR1 and then");

        assertThat(rows.erase("events", "u-1")).isEqualTo(1);
        assertThat(torn).doesNotExist();
        assertThat(read(file)).containsExactly("u-2");
    }

    @Test
    void rows_by_an_author_go_and_other_columns_are_looked_at() throws Exception {
        Path posts = Files.createDirectories(root.resolve("posts/date=2024-03-01/hour=12"));
        Path file = posts.resolve("posts-1.parquet");
        writeRows(
                file,
                "post_id, author_id, title",
                "('p-1', 'u-1', 'by u-1')",
                "('p-2', 'u-2', 'on u-1!')",
                "('p-3', 'u-2', 'on u-12')");

        assertThat(rows.erase("posts", "u-1")).isEqualTo(1);
        assertThat(rows.holding("posts", "u-1"))
                .as("a title of somebody else")
                .containsEntry(file.toString(), 1L);
    }

    @Test
    void snapshots_lose_a_persons_values_and_what_others_have_of_the_person_as_an_author()
            throws Exception {
        Path features = Files.createDirectories(root.resolve("features/date=2024-03-01/hour=12"));
        Path file = features.resolve("features-1.parquet");
        writeRows(
                file,
                "number, entity, feature_group, crossed_with",
                "(1, 'u-1', 'user_activity', NULL)",
                "(2, 'u-1', 'user_topics', 'sport')",
                "(3, 'u-1', 'author_reading', NULL)",
                "(4, 'u-2', 'user_authors', 'u-1')",
                "(5, 'u-2', 'user_authors', 'u-3')",
                "(6, 'u-2', 'user_posts', 'u-1')",
                "(7, 'u-1', 'post_stats', NULL)");

        assertThat(rows.erase("features", "u-1")).isEqualTo(4);
        assertThat(column(file, "number"))
                .as("another author, and posts that happen to have the person's id")
                .containsExactly("5", "6", "7");
    }

    @Test
    void snapshots_of_before_and_after_there_were_crossed_values_lose_a_person_in_one_run()
            throws Exception {
        Path features = Files.createDirectories(root.resolve("features/date=2024-03-01/hour=12"));
        Path before = features.resolve("features-1.parquet");
        Path after = features.resolve("features-2.parquet");
        Path killed =
                Files.writeString(features.resolve(".features-3.parquet.unfinished"), "PAR1 u-1");
        writeRows(
                before,
                "entity, feature_group",
                "('u-1', 'user_activity')",
                "('u-2', 'user_activity')");
        writeRows(
                after,
                "entity, feature_group, crossed_with",
                "('u-1', 'user_topics', 'news')",
                "('u-3', 'user_topics', 'news')");

        assertThat(rows.erase("features", "u-1")).isEqualTo(2);
        assertThat(column(before, "entity")).containsExactly("u-2");
        assertThat(column(after, "entity")).containsExactly("u-3");
        assertThat(killed).doesNotExist();
    }

    @Test
    void a_table_of_somebody_elses_with_entities_but_no_groups_loses_a_person_too()
            throws Exception {
        Path own = Files.createDirectories(root.resolve("own/date=2024-03-01/hour=12"));
        Path file = own.resolve("own-1.parquet");
        writeRows(file, "entity, score", "('u-1', 1)", "('u-2', 2)");

        assertThat(rows.erase("own", "u-1")).isEqualTo(1);
        assertThat(column(file, "entity")).containsExactly("u-2");
    }

    @Test
    void a_file_that_is_being_written_is_let_alone_and_named() throws Exception {
        Path open = Files.writeString(hour.resolve(".events-3.parquet.inprogress.7"), "PAR1");

        assertThat(rows.erase("events", "u-1")).isZero();
        assertThat(rows.openFiles("events")).containsExactly(open);
    }

    private Path write(Path file, String... users) throws SQLException {
        List<String> values = new ArrayList<>();
        for (String user : users) {
            values.add("('" + user + "', 1, NULL)");
        }
        execute(
                "COPY (SELECT * FROM (VALUES "
                        + String.join(", ", values)
                        + ") t(user_id, slot, device)) TO '"
                        + file
                        + "' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {'feedrank.table': 'events'})");
        return file;
    }

    /** A file of rows, each in brackets as in SQL. */
    private void writeRows(Path file, String columns, String... rows) throws SQLException {
        execute(
                "COPY (SELECT * FROM (VALUES %s) t(%s)) TO '%s' (FORMAT parquet)"
                        .formatted(String.join(", ", rows), columns, file));
    }

    private List<String> read(Path file) throws SQLException {
        return column(file, "user_id");
    }

    private List<String> column(Path file, String name) throws SQLException {
        List<String> users = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT " + name + " FROM read_parquet('" + file + "')")) {
            while (result.next()) {
                users.add(result.getString(1));
            }
        }
        return users;
    }

    private String metadata(Path file) throws SQLException {
        try (Statement statement = duck.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT decode(value) FROM parquet_kv_metadata('"
                                        + file
                                        + "') WHERE decode(key) = 'feedrank.table'")) {
            result.next();
            return result.getString(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        }
    }
}

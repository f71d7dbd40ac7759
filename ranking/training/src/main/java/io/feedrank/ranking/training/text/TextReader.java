package io.feedrank.ranking.training.text;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.offline.OfflineSchema;
import java.io.IOException;
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

/**
 * Reads posts as they are now, and all clicks, from an offline store with DuckDB; in an order that
 * depends on their content alone.
 */
final class TextReader {
    private final Path offlineDir;

    TextReader(Path offlineDir) {
        this.offlineDir = offlineDir;
    }

    /**
     * All of it.
     *
     * @throws FeedrankException BAD_INPUT when a table has no files
     */
    TextCorpus read() {
        requireFiles(OfflineSchema.POSTS);
        requireFiles(OfflineSchema.EVENTS);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute(
                    "SET temp_directory = '" + quoted(System.getProperty("java.io.tmpdir")) + "'");
            TextCorpus corpus = new TextCorpus(posts(statement));
            clicks(statement, corpus);
            return corpus;
        } catch (SQLException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot read titles under " + offlineDir + ": " + e, e);
        }
    }

    private List<TextCorpus.Post> posts(Statement statement) throws SQLException {
        List<TextCorpus.Post> posts = new ArrayList<>();
        String query =
                "SELECT post_id, created_at_ms, title, language, topic FROM "
                        + source(OfflineSchema.POSTS)
                        + " WHERE true QUALIFY row_number() OVER (PARTITION BY post_id ORDER BY"
                        + " commit_lsn DESC, lsn DESC, captured_at_ms DESC) = 1"
                        + " ORDER BY created_at_ms, post_id";
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                posts.add(
                        new TextCorpus.Post(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5)));
            }
        }
        return posts;
    }

    private void clicks(Statement statement, TextCorpus corpus) throws SQLException {
        String query =
                "SELECT user_id, post_id, event_time_ms FROM "
                        + source(OfflineSchema.EVENTS)
                        + " WHERE type = 'click' ORDER BY event_time_ms, user_id, post_id, event_id";
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                corpus.click(rows.getString(1), rows.getString(2), rows.getLong(3));
            }
        }
    }

    private void requireFiles(String table) {
        Path folder = offlineDir.resolve(table);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder, 3)) {
                if (files.anyMatch(file -> file.toString().endsWith(".parquet"))) {
                    return;
                }
            } catch (IOException e) {
                throw new FeedrankException(Category.UNAVAILABLE, "cannot list " + folder, e);
            }
        }
        throw FeedrankException.badInput(
                "no "
                        + table
                        + ": expected Parquet files at "
                        + OfflineSchema.glob(offlineDir, table));
    }

    private String source(String table) {
        return "read_parquet('"
                + quoted(OfflineSchema.glob(offlineDir, table))
                + "', hive_partitioning = false, union_by_name = true)";
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}

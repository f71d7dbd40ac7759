package io.feedrank.cli.dataset;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Puts a dataset's rows into Postgres by {@code COPY}, a transaction a table. */
public final class DatasetLoader {
    private static final int FLUSH_CHARACTERS = 1 << 16;

    private final String jdbc;

    public DatasetLoader(String jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Loads all four tables.
     *
     * @param progress is told the table and how many of its rows were sent, now and then
     * @return rows by table
     * @throws FeedrankException when Postgres does not take them
     */
    public Map<String, Long> load(Dataset dataset, BiConsumer<String, Long> progress) {
        Map<String, Long> rows = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(jdbc)) {
            Copy copy = new Copy(connection.unwrap(PGConnection.class), progress);
            rows.put(
                    "users",
                    copy.run(
                            "users(id, created_at, language, country)",
                            dataset.users().map(DatasetLoader::line)));
            rows.put(
                    "posts",
                    copy.run(
                            "posts(id, author_id, created_at, title, body, language, topic, status, expires_at)",
                            dataset.posts().map(DatasetLoader::line)));
            rows.put(
                    "follows",
                    copy.run(
                            "follows(follower_id, followee_id, created_at)",
                            dataset.follows()
                                    .map(
                                            row ->
                                                    line(
                                                            row.followerId(),
                                                            row.followeeId(),
                                                            row.createdAt()))));
            rows.put(
                    "blocks",
                    copy.run(
                            "blocks(user_id, author_id, created_at)",
                            dataset.blocks()
                                    .map(
                                            row ->
                                                    line(
                                                            row.userId(),
                                                            row.authorId(),
                                                            row.createdAt()))));
            return rows;
        } catch (SQLException | IOException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot load " + dataset.name() + " into Postgres: " + e.getMessage(),
                    e);
        }
    }

    private static String line(UserRow row) {
        return line(row.id(), row.createdAt(), row.language(), row.country());
    }

    private static String line(PostRow row) {
        return line(
                row.id(),
                row.authorId(),
                row.createdAt(),
                row.title(),
                row.body(),
                row.language(),
                row.topic(),
                row.status(),
                row.expiresAt());
    }

    /**
     * One line of the text format: tabs between, {@code \N} for null, special characters escaped.
     */
    static String line(@Nullable Object... columns) {
        StringBuilder line = new StringBuilder();
        for (Object column : columns) {
            line.append(line.isEmpty() ? "" : "\t");
            if (column == null) {
                line.append("\\N");
            } else {
                escape(column instanceof Instant time ? time.toString() : column.toString(), line);
            }
        }
        return line.append('\n').toString();
    }

    private static void escape(String text, StringBuilder line) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            switch (next) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                // Postgres has no such character in text.
                case '\0' -> line.append('\uFFFD');
                default -> line.append(next);
            }
        }
    }

    /** Sends lines to one connection. */
    private record Copy(PGConnection connection, BiConsumer<String, Long> progress) {
        long run(String target, Stream<String> lines) throws SQLException, IOException {
            String table = target.substring(0, target.indexOf('('));
            CopyIn copy = connection.getCopyAPI().copyIn("COPY " + target + " FROM STDIN");
            try {
                StringBuilder buffer = new StringBuilder();
                long sent = 0;
                for (Iterator<String> next = lines.iterator(); next.hasNext(); sent++) {
                    buffer.append(next.next());
                    if (buffer.length() >= FLUSH_CHARACTERS) {
                        write(copy, buffer);
                        progress.accept(table, sent + 1);
                    }
                }
                write(copy, buffer);
                long rows = copy.endCopy();
                progress.accept(table, rows);
                return rows;
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        }

        private static void write(CopyIn copy, StringBuilder buffer) throws SQLException {
            byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
            buffer.setLength(0);
        }
    }
}

package io.feedrank.cli.demo;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.event.EventType;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.feature.state.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Counts in the offline store, through DuckDB, as anyone else would read it. Not thread-safe. */
final class OfflineCounts implements AutoCloseable {
    private final Path root;
    private final Connection duck;

    /**
     * @param root of the Parquet files
     */
    OfflineCounts(Path root) {
        this.root = root;
        try {
            duck = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = duck.createStatement()) {
                statement.execute("SET autoinstall_known_extensions = false");
                statement.execute(
                        "SET temp_directory = '"
                                + quoted(System.getProperty("java.io.tmpdir"))
                                + "'");
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Finished rows of a table; cheap, since it reads the files' footers alone. */
    long rows(String table) {
        return empty(table) ? 0 : number("SELECT count(*) FROM " + source(table));
    }

    /** Different ids among the events. */
    long distinctEvents() {
        return empty(OfflineSchema.EVENTS)
                ? 0
                : number("SELECT count(DISTINCT event_id) FROM " + source(OfflineSchema.EVENTS));
    }

    /** Events of which a row is there more than once. */
    long eventsCountedTwice() {
        return empty(OfflineSchema.EVENTS)
                ? 0
                : number(
                        "SELECT count(DISTINCT event_id) FROM (SELECT event_id, slot FROM "
                                + source(OfflineSchema.EVENTS)
                                + " GROUP BY event_id, slot HAVING count(*) > 1)");
    }

    /** Rows of events by what they count as. */
    Map<Signal, Long> rowsBySignal() {
        Map<Signal, Long> rows = new EnumMap<>(Signal.class);
        if (empty(OfflineSchema.EVENTS)) {
            return rows;
        }
        String query =
                "SELECT type, count(*) FROM " + source(OfflineSchema.EVENTS) + " GROUP BY type";
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                EventType type = EventType.valueOf(result.getString(1).toUpperCase(Locale.ROOT));
                rows.merge(Signal.of(type), result.getLong(2), Long::sum);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return rows;
    }

    /** How many of these ids are events that were processed at least in part. */
    long alsoProcessed(Collection<String> ids) {
        if (ids.isEmpty() || empty(OfflineSchema.EVENTS)) {
            return 0;
        }
        try (Statement statement = duck.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE aside(id VARCHAR)");
            try (PreparedStatement insert = duck.prepareStatement("INSERT INTO aside VALUES (?)")) {
                for (String id : ids) {
                    insert.setString(1, id);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        } catch (SQLException e) {
            throw failure(e);
        }
        return number(
                "SELECT count(*) FROM aside WHERE id IN (SELECT event_id FROM "
                        + source(OfflineSchema.EVENTS)
                        + ")");
    }

    /** Impressions up to then. */
    long impressionsUntil(Instant end) {
        return empty(OfflineSchema.EVENTS)
                ? 0
                : number(
                        "SELECT count(DISTINCT event_id) FROM "
                                + source(OfflineSchema.EVENTS)
                                + " WHERE type = 'impression' AND event_time_ms <= "
                                + end.toEpochMilli());
    }

    /** Impressions up to then of which there are training examples. */
    long trainableImpressionsUntil(Instant end) {
        return empty(OfflineSchema.TRAINING_EXAMPLES)
                ? 0
                : number(
                        "SELECT count(DISTINCT impression_id) FROM "
                                + source(OfflineSchema.TRAINING_EXAMPLES)
                                + " WHERE event_time_ms <= "
                                + end.toEpochMilli());
    }

    @Override
    public void close() {
        try {
            duck.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private long number(String query) {
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private String source(String table) {
        return "read_parquet('" + quoted(OfflineSchema.glob(root, table)) + "')";
    }

    /** DuckDB takes a pattern without files for a mistake. */
    private boolean empty(String table) {
        Path directory = root.resolve(table);
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.noneMatch(
                    file -> {
                        String name = String.valueOf(file.getFileName());
                        return name.endsWith(".parquet") && !name.startsWith(".");
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }

    private FeedrankException failure(SQLException e) {
        return new FeedrankException(
                Category.UNAVAILABLE, "cannot read the offline store under " + root + ": " + e, e);
    }
}

package io.feedrank.cli.erase;

import io.feedrank.cli.CommandFailure;
import io.feedrank.feature.offline.OfflineFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of a person in the offline store. A file that has some is written anew beside itself and put
 * in its own place at once: killed at any time, the old file is there or the new one, and the next
 * run goes on. Not thread-safe.
 */
final class ParquetRows implements AutoCloseable {
    private static final String SUFFIX = ".parquet";
    private static final String PART = ".erasing";
    private static final int BATCH = 500;

    private final Path root;
    private final Connection duck;

    /**
     * A look at the store.
     *
     * @param root of the tables
     */
    ParquetRows(Path root) {
        this.root = root;
        try {
            duck = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = duck.createStatement()) {
                statement.execute("SET autoinstall_known_extensions = false");
            }
        } catch (SQLException e) {
            throw failure(root, e);
        }
    }

    /** Tables that there are. */
    List<String> tables() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory).map(ParquetRows::name).sorted().toList();
        } catch (IOException e) {
            throw failure(root, e);
        }
    }

    /** Files of a table that no writer has open, hidden ones as well. */
    List<Path> files(String table) {
        return list(
                table,
                name ->
                        name.contains(SUFFIX)
                                && !open(name)
                                && !name.endsWith(PART)
                                && !name.endsWith(OfflineFiles.UNFINISHED));
    }

    /** Files of a table that a writer has open: they show at its next checkpoint. */
    List<Path> openFiles(String table) {
        return list(table, ParquetRows::open);
    }

    /**
     * Takes the person's rows out of a table; how many there were. What a run that was killed left
     * goes as well: whoever calls this holds the {@link io.feedrank.feature.offline.OfflineLock}.
     *
     * @throws CommandFailure when a file cannot be read or written
     */
    long erase(String table, String userId) {
        list(table, name -> name.endsWith(PART) || name.endsWith(OfflineFiles.UNFINISHED))
                .forEach(ParquetRows::delete);
        long rows = 0;
        for (List<Path> files : batches(table)) {
            String source = from(files);
            String of = of(source, userId);
            if (!of.isEmpty()) {
                for (Map.Entry<String, Long> found : byFile(source + " WHERE " + of).entrySet()) {
                    rewrite(Path.of(found.getKey()), userId, found.getValue());
                    rows += found.getValue();
                }
            }
        }
        return rows;
    }

    /** Files in which any column of text holds the id, with how many rows. */
    Map<String, Long> holding(String table, String userId) {
        Map<String, Long> hits = new TreeMap<>();
        for (List<Path> files : batches(table)) {
            String source = from(files);
            List<String> tests =
                    textColumns(source).stream()
                            .map(column -> PersonRows.mention(column, quoted(userId)))
                            .toList();
            if (!tests.isEmpty()) {
                hits.putAll(byFile(source + " WHERE " + String.join(" OR ", tests)));
            }
        }
        return hits;
    }

    private Map<String, Long> byFile(String rows) {
        Map<String, Long> counts = new TreeMap<>();
        try (Statement statement = duck.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT filename, count(*)" + rows + " GROUP BY filename")) {
            while (result.next()) {
                counts.put(result.getString(1), result.getLong(2));
            }
            return counts;
        } catch (SQLException e) {
            throw failure(root, e);
        }
    }

    private List<List<Path>> batches(String table) {
        List<Path> files = files(table);
        List<List<Path>> batches = new ArrayList<>();
        for (int at = 0; at < files.size(); at += BATCH) {
            batches.add(files.subList(at, Math.min(files.size(), at + BATCH)));
        }
        return batches;
    }

    private void rewrite(Path file, String userId, long found) {
        String source = from(List.of(file));
        try {
            if (number("SELECT count(*)" + source) == found) {
                Files.delete(file);
                return;
            }
            Path part = file.resolveSibling("." + name(file) + PART);
            execute(
                    "COPY (SELECT * EXCLUDE (filename)"
                            + source
                            + " WHERE NOT coalesce("
                            + of(source, userId)
                            + ", false)) TO "
                            + quoted(part.toString())
                            + " (FORMAT parquet, COMPRESSION zstd"
                            + metadata(file)
                            + ")");
            sync(part);
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    /** The file says what table it is of, and what else its writer wanted to be known. */
    private String metadata(Path file) {
        List<String> pairs = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT decode(key), decode(value) FROM parquet_kv_metadata("
                                        + quoted(file.toString())
                                        + ")")) {
            while (result.next()) {
                pairs.add(quoted(result.getString(1)) + ": " + quoted(result.getString(2)));
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
        return pairs.isEmpty() ? "" : ", KV_METADATA {" + String.join(", ", pairs) + "}";
    }

    /** The condition that a row is of the person; empty when no column can say so. */
    private String of(String source, String userId) {
        return PersonRows.condition(textColumns(source), quoted(userId));
    }

    private List<String> textColumns(String source) {
        List<String> columns = new ArrayList<>();
        try (Statement statement = duck.createStatement();
                ResultSet result =
                        statement.executeQuery("DESCRIBE SELECT * EXCLUDE (filename)" + source)) {
            while (result.next()) {
                if (result.getString("column_type").equals("VARCHAR")) {
                    columns.add(result.getString("column_name"));
                }
            }
            return columns;
        } catch (SQLException e) {
            throw failure(root, e);
        }
    }

    private long number(String query) {
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw failure(root, e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = duck.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(root, e);
        }
    }

    private List<Path> list(String table, Predicate<String> wanted) {
        Path directory = root.resolve(table);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> wanted.test(name(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    private static boolean open(String name) {
        return name.contains(".inprogress.");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String from(List<Path> files) {
        return " FROM read_parquet(["
                + files.stream()
                        .map(file -> quoted(file.toString()))
                        .collect(Collectors.joining(", "))
                + "], hive_partitioning = false, filename = true, union_by_name = true)";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static CommandFailure failure(Path where, Exception e) {
        return new CommandFailure(
                "the offline store: cannot take rows out of " + where + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            duck.close();
        } catch (SQLException e) {
            throw failure(root, e);
        }
    }
}

package io.feedrank.ranking.training;

import io.feedrank.feature.catalog.FeatureCatalog;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the training examples of an offline store with DuckDB, in an order that depends on their
 * content alone.
 */
final class ExampleReader {
    private static final Logger log = LoggerFactory.getLogger(ExampleReader.class);

    private final Path offlineDir;
    private final FeatureCatalog catalog;

    ExampleReader(Path offlineDir, FeatureCatalog catalog) {
        this.offlineDir = offlineDir;
        this.catalog = catalog;
    }

    /**
     * All examples, with the catalog's columns that the files have: examples from before a feature
     * was declared lack it.
     *
     * @throws FeedrankException BAD_INPUT when there are none
     */
    Examples read() {
        requireFiles();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute(
                    "SET temp_directory = '" + quoted(System.getProperty("java.io.tmpdir")) + "'");
            List<String> columns = columns(statement);
            return fill(statement, new Examples(columns, count(statement)));
        } catch (SQLException e) {
            throw new FeedrankException(
                    Category.UNAVAILABLE,
                    "cannot read the examples under " + offlineDir + ": " + e,
                    e);
        }
    }

    private void requireFiles() {
        Path table = offlineDir.resolve(OfflineSchema.TRAINING_EXAMPLES);
        if (Files.isDirectory(table)) {
            try (Stream<Path> files = Files.walk(table, 3)) {
                if (files.anyMatch(file -> file.toString().endsWith(".parquet"))) {
                    return;
                }
            } catch (IOException e) {
                throw new FeedrankException(Category.UNAVAILABLE, "cannot list " + table, e);
            }
        }
        throw FeedrankException.badInput(
                "no training examples: expected Parquet files at " + glob());
    }

    private List<String> columns(Statement statement) throws SQLException {
        Set<String> present = new HashSet<>();
        try (ResultSet described = statement.executeQuery("DESCRIBE SELECT * FROM " + source())) {
            while (described.next()) {
                present.add(described.getString("column_name"));
            }
        }
        List<String> columns = new ArrayList<>(catalog.columns());
        columns.retainAll(present);
        if (columns.isEmpty()) {
            throw FeedrankException.badInput(
                    "the examples at "
                            + glob()
                            + " have none of the features "
                            + catalog.columns());
        }
        if (columns.size() < catalog.width()) {
            List<String> absent = new ArrayList<>(catalog.columns());
            absent.removeAll(columns);
            log.warn("the examples have no {}; training without", absent);
        }
        return columns;
    }

    private int count(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + source())) {
            count.next();
            return Math.toIntExact(count.getLong(1));
        }
    }

    private Examples fill(Statement statement, Examples examples) throws SQLException {
        String features =
                examples.columns().stream()
                        .map(column -> "CAST(\"" + column + "\" AS FLOAT)")
                        .collect(Collectors.joining(", "));
        String query =
                "SELECT impression_id, position, event_time_ms, label_click, label_like, label_hide,"
                        + " label_dwell_ms, "
                        + features
                        + " FROM "
                        + source()
                        + " ORDER BY event_time_ms, impression_id, position";
        String impression = "";
        int position = -1;
        int repeated = 0;
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String id = String.valueOf(rows.getString(1));
                int at = rows.getInt(2);
                boolean first = examples.rows() == 0 || !id.equals(impression);
                if (!first && at == position) {
                    repeated++;
                    continue;
                }
                if (first) {
                    examples.startImpression(rows.getLong(3));
                }
                addRow(rows, examples);
                impression = id;
                position = at;
            }
        }
        if (repeated > 0) {
            log.warn("left out {} rows that repeat an impression and position", repeated);
        }
        return examples;
    }

    private static void addRow(ResultSet rows, Examples examples) throws SQLException {
        int row = examples.addRow();
        examples.setLabel(row, Head.CLICK, rows.getInt(4) > 0);
        examples.setLabel(row, Head.LIKE, rows.getInt(5) > 0);
        examples.setLabel(row, Head.HIDE, rows.getInt(6) > 0);
        examples.setLabel(row, Head.DWELL, rows.getLong(7) >= Head.DWELL_MS);
        for (int column = 0; column < examples.width(); column++) {
            examples.setFeature(row, column, rows.getFloat(8 + column));
        }
    }

    private String source() {
        return "read_parquet('"
                + quoted(glob())
                + "', hive_partitioning = false, union_by_name = true)";
    }

    private String glob() {
        return OfflineSchema.glob(offlineDir, OfflineSchema.TRAINING_EXAMPLES);
    }

    private static String quoted(String text) {
        return text.replace("'", "''");
    }
}

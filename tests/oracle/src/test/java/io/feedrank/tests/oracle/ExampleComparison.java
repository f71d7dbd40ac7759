package io.feedrank.tests.oracle;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Training examples in Parquet beside the loop. */
final class ExampleComparison {
    private final FeatureCatalog catalog = FeatureCatalog.standard();
    private final Deviations deviations = new Deviations();
    private final RawEvents events;
    private final NaiveFeatures features;
    private final NaiveVectors vectors;
    private final Map<String, Touch> shown = new HashMap<>();
    private final int most;
    private long rows;
    private long sampled;

    /**
     * A comparison.
     *
     * @param most of the examples that are compared in all their columns; that there is one for
     *     each impression and post, and no more, is always looked at
     */
    ExampleComparison(RawEvents events, int most) {
        this.events = events;
        this.features = new NaiveFeatures(events);
        this.vectors = new NaiveVectors(events);
        this.most = most;
        for (Touch touch : events.all()) {
            if (touch.shown()) {
                shown.put(key(touch.event().eventId(), touch.slot()), touch);
            }
        }
    }

    long expected() {
        return shown.size();
    }

    /** How many there are in the store. */
    static long rows(Path root) throws SQLException {
        List<Path> files = OfflineFiles.visible(root, OfflineSchema.TRAINING_EXAMPLES);
        if (files.isEmpty()) {
            return 0;
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table(files))) {
            row.next();
            return row.getLong(1);
        }
    }

    Deviations run(Path root) throws SQLException {
        List<Path> files = OfflineFiles.visible(root, OfflineSchema.TRAINING_EXAMPLES);
        long every = Math.max(1, shown.size() / most);
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT * FROM "
                                        + table(files)
                                        + " ORDER BY hash(impression_id, position)")) {
            while (row.next()) {
                Touch touch =
                        shown.remove(key(row.getString("impression_id"), row.getInt("position")));
                deviations.compare(
                        row.getString("impression_id"), "is there once", touch == null ? 0 : 1, 1);
                if (touch != null && rows++ % every == 0) {
                    compare(touch, row);
                    sampled++;
                }
            }
        }
        deviations.compare("examples", "that are missing", shown.size(), 0);
        return deviations;
    }

    /** How many were compared in all their columns. */
    long sampled() {
        return sampled;
    }

    private void compare(Touch touch, ResultSet row) throws SQLException {
        String of = touch.event().eventId() + "/" + touch.slot();
        NaiveLabels labels = NaiveLabels.of(touch, events.ofUser(touch.userId()));
        deviations.compare(
                of,
                OfflineSchema.LABEL_CLICK,
                row.getInt(OfflineSchema.LABEL_CLICK),
                labels.click());
        deviations.compare(
                of, OfflineSchema.LABEL_LIKE, row.getInt(OfflineSchema.LABEL_LIKE), labels.like());
        deviations.compare(
                of, OfflineSchema.LABEL_HIDE, row.getInt(OfflineSchema.LABEL_HIDE), labels.hide());
        deviations.compare(
                of,
                OfflineSchema.LABEL_DWELL_MS,
                row.getLong(OfflineSchema.LABEL_DWELL_MS),
                labels.dwellMs());
        deviations.compare(
                of,
                "event_time_ms",
                row.getLong("event_time_ms"),
                touch.event().eventTime().toEpochMilli());
        NaiveFeatures.Subject subject = subject(touch);
        for (Feature feature : catalog.features()) {
            deviations.compare(
                    of,
                    feature,
                    row.getFloat(feature.name()),
                    features.value(feature, subject, touch.second()));
        }
    }

    private NaiveFeatures.Subject subject(Touch touch) {
        double[] taste = vectors.ofUser(touch.userId(), touch.second());
        double[] vector = vectors.ofPost(touch.postId(), touch.second());
        return new NaiveFeatures.Subject(
                touch.userId(),
                touch.postId(),
                touch.topic(),
                touch.authorId(),
                taste == null || vector == null ? null : (Double) NaiveVectors.dot(taste, vector));
    }

    private static String table(List<Path> files) {
        return "read_parquet(" + OfflineFiles.sqlList(files) + ", union_by_name = true)";
    }

    private static String key(String eventId, int slot) {
        return eventId + "/" + slot;
    }
}

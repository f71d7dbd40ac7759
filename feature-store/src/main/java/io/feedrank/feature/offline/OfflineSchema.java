package io.feedrank.feature.offline;

import io.feedrank.feature.catalog.FeatureCatalog;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders and columns of the offline store: {@code
 * <root>/<table>/date=2026-01-31/hour=07/*.parquet}.
 */
public final class OfflineSchema {
    /** One row an event and post in it, as soon as it came; an event's rows share its id. */
    public static final String EVENTS = "events";

    /**
     * One row an impression and post in view: features as of the impression, and what came of it.
     */
    public static final String TRAINING_EXAMPLES = "training_examples";

    /**
     * One row a change of a post's row, partitioned by when it was captured; the one with the
     * highest position in the log is the row as it is. A deleted one has status {@code deleted}.
     */
    public static final String POSTS = "posts";

    public static final String LABEL_CLICK = "label_click";
    public static final String LABEL_LIKE = "label_like";
    public static final String LABEL_HIDE = "label_hide";
    public static final String LABEL_DWELL_MS = "label_dwell_ms";

    private static final DateTimeFormatter PARTITION =
            DateTimeFormatter.ofPattern("'date='yyyy-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

    private OfflineSchema() {}

    /** Columns of {@value #EVENTS}. */
    public static List<OfflineColumn> events() {
        return List.of(
                column("event_id", OfflineColumn.Type.STRING),
                column("user_id", OfflineColumn.Type.STRING),
                column("type", OfflineColumn.Type.STRING),
                column("post_id", OfflineColumn.Type.STRING),
                column("slot", OfflineColumn.Type.INT),
                column("event_time_ms", OfflineColumn.Type.LONG),
                new OfflineColumn("request_id", OfflineColumn.Type.STRING, true),
                new OfflineColumn("position", OfflineColumn.Type.INT, true),
                new OfflineColumn("dwell_ms", OfflineColumn.Type.LONG, true),
                new OfflineColumn("device", OfflineColumn.Type.STRING, true),
                new OfflineColumn("session_id", OfflineColumn.Type.STRING, true));
    }

    /**
     * Columns of {@value #TRAINING_EXAMPLES}: identity, labels, then the catalog's features in row
     * order.
     */
    public static List<OfflineColumn> trainingExamples(FeatureCatalog catalog) {
        List<OfflineColumn> columns =
                new ArrayList<>(
                        List.of(
                                column("impression_id", OfflineColumn.Type.STRING),
                                column("user_id", OfflineColumn.Type.STRING),
                                column("post_id", OfflineColumn.Type.STRING),
                                column("position", OfflineColumn.Type.INT),
                                column("event_time_ms", OfflineColumn.Type.LONG),
                                new OfflineColumn("request_id", OfflineColumn.Type.STRING, true),
                                column(LABEL_CLICK, OfflineColumn.Type.INT),
                                column(LABEL_LIKE, OfflineColumn.Type.INT),
                                column(LABEL_HIDE, OfflineColumn.Type.INT),
                                column(LABEL_DWELL_MS, OfflineColumn.Type.LONG)));
        catalog.columns().forEach(name -> columns.add(column(name, OfflineColumn.Type.FLOAT)));
        return List.copyOf(columns);
    }

    /** Columns of {@value #POSTS}. */
    public static List<OfflineColumn> posts() {
        return List.of(
                column("post_id", OfflineColumn.Type.STRING),
                column("author_id", OfflineColumn.Type.STRING),
                column("created_at_ms", OfflineColumn.Type.LONG),
                column("title", OfflineColumn.Type.STRING),
                column("language", OfflineColumn.Type.STRING),
                column("topic", OfflineColumn.Type.STRING),
                column("status", OfflineColumn.Type.STRING),
                column("captured_at_ms", OfflineColumn.Type.LONG),
                column("commit_lsn", OfflineColumn.Type.LONG),
                column("lsn", OfflineColumn.Type.LONG));
    }

    /** Partition of an event time: {@code date=2026-01-31/hour=07}. */
    public static String partition(Instant eventTime) {
        return PARTITION.format(eventTime);
    }

    /** The glob that reads a table's finished files. */
    public static String glob(Path root, String table) {
        return root.resolve(table) + "/date=*/hour=*/*.parquet";
    }

    private static OfflineColumn column(String name, OfflineColumn.Type type) {
        return new OfflineColumn(name, type, false);
    }
}

package io.feedrank.feature.offline;

import io.feedrank.feature.catalog.Feature;
import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.config.FeedrankException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /**
     * One row a value of the online store: what it held of an entity and group at a snapshot. A
     * value that keeps what a user is crossed with has a row for each of those.
     */
    public static final String FEATURES = "features";

    /** All tables. */
    public static final List<String> TABLES = List.of(EVENTS, TRAINING_EXAMPLES, POSTS, FEATURES);

    public static final String LABEL_CLICK = "label_click";
    public static final String LABEL_LIKE = "label_like";
    public static final String LABEL_HIDE = "label_hide";
    public static final String LABEL_DWELL_MS = "label_dwell_ms";

    private static final DateTimeFormatter PARTITION =
            DateTimeFormatter.ofPattern("'date='yyyy-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter PARTITION_TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("'date='yyyy-MM-dd'/hour='HH")
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .toFormatter(Locale.ROOT);

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
                new OfflineColumn("session_id", OfflineColumn.Type.STRING, true),
                new OfflineColumn("list_size", OfflineColumn.Type.INT, true));
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
        catalog.features().forEach(feature -> columns.add(feature(feature, false)));
        return List.copyOf(columns);
    }

    /**
     * Columns of {@value #FEATURES}: which value it is, then the catalog's features that it
     * suffices for, null where the row's group does not hold them.
     */
    public static List<OfflineColumn> features(FeatureCatalog catalog) {
        List<OfflineColumn> columns =
                new ArrayList<>(
                        List.of(
                                column("entity", OfflineColumn.Type.STRING),
                                column("feature_group", OfflineColumn.Type.STRING),
                                column("group_version", OfflineColumn.Type.INT),
                                column("generation", OfflineColumn.Type.LONG),
                                column("sequence", OfflineColumn.Type.LONG),
                                column("snapshot_time_ms", OfflineColumn.Type.LONG),
                                new OfflineColumn(
                                        "crossed_with", OfflineColumn.Type.STRING, true)));
        catalog.features().stream()
                .filter(feature -> feature.aggregation().ofOneValue())
                .forEach(feature -> columns.add(feature(feature, true)));
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
                column("lsn", OfflineColumn.Type.LONG),
                new OfflineColumn("expires_at_ms", OfflineColumn.Type.LONG, true));
    }

    /** Partition of an event time: {@code date=2026-01-31/hour=07}. */
    public static String partition(Instant eventTime) {
        return PARTITION.format(eventTime);
    }

    /**
     * When the hour of a partition's folder is over.
     *
     * @throws FeedrankException BAD_INPUT when it is no such folder
     */
    public static Instant endOf(Path partition) {
        Path date = partition.getParent();
        String name = (date == null ? "" : date.getFileName()) + "/" + partition.getFileName();
        try {
            return LocalDateTime.parse(name, PARTITION_TIME).plusHours(1).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException notOne) {
            throw FeedrankException.badInput(
                    "got folder " + partition + ", expected one like date=2026-01-31/hour=07");
        }
    }

    /** The glob that reads a table's finished files. */
    public static String glob(Path root, String table) {
        return root.resolve(table) + "/date=*/hour=*/*.parquet";
    }

    private static OfflineColumn feature(Feature feature, boolean nullable) {
        return new OfflineColumn(
                feature.name(),
                OfflineColumn.Type.FLOAT,
                nullable,
                new OfflineColumn.About(
                        feature.description(), "", feature.group().qualifiedName()));
    }

    private static OfflineColumn column(String name, OfflineColumn.Type type) {
        return new OfflineColumn(name, type, false);
    }
}

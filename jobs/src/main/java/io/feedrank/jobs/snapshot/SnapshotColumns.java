package io.feedrank.jobs.snapshot;

import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.jobs.sink.ColumnReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns of table {@code features}, in the order of the offline schema. */
final class SnapshotColumns implements ColumnReader<SnapshotRow> {
    private static final long serialVersionUID = 1L;

    private final List<String> names;

    SnapshotColumns(List<OfflineColumn> columns) {
        this.names = columns.stream().map(OfflineColumn::name).toList();
    }

    @Override
    public @Nullable Object column(SnapshotRow row, int index) {
        return switch (index) {
            case 0 -> row.entity();
            case 1 -> row.group().id();
            case 2 -> row.group().version();
            case 3 -> row.value().generation();
            case 4 -> row.value().sequence();
            case 5 -> row.takenAt().toEpochMilli();
            case 6 -> row.crossedWith();
            default -> row.features().get(names.get(index));
        };
    }

    @Override
    public Instant eventTime(SnapshotRow row) {
        return row.takenAt();
    }
}

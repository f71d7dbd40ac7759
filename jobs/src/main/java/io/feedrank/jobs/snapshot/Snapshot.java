package io.feedrank.jobs.snapshot;

import io.feedrank.feature.catalog.FeatureCatalog;
import io.feedrank.feature.catalog.FeatureGroup;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.offline.OfflineColumn;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineLock;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.feature.online.redis.RedisGroupScan;
import io.feedrank.jobs.parquet.LocalOutput;
import io.feedrank.jobs.sink.ParquetSinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * Writes what the online store holds as one file of table {@code features}, in the partition of the
 * moment. Values change while it reads, so each row has the version that it was read with. It holds
 * the store's lock: an erasure beside it would miss what it has read and not written yet.
 */
public final class Snapshot {
    private final RedisGroupScan store;
    private final Path root;
    private final FeatureCatalog catalog;

    public Snapshot(RedisGroupScan store, Path root, FeatureCatalog catalog) {
        this.store = store;
        this.root = root;
        this.catalog = catalog;
    }

    /** What was written. */
    public record Report(String takenAt, String file, long rows, Map<String, Long> rowsByGroup) {}

    /**
     * Takes one.
     *
     * @param now on the deployment's clock
     * @param progress is told the share that is done
     * @throws FeedrankException UNAVAILABLE when a file cannot be written, or another process works
     *     on the offline store
     */
    @SuppressWarnings("try") // the lock is held, not used
    public Report take(Instant now, DoubleConsumer progress) {
        Path partition = root.resolve(OfflineSchema.FEATURES).resolve(OfflineSchema.partition(now));
        String name = OfflineSchema.FEATURES + "-" + now.toEpochMilli() + "-0.parquet";
        Path hidden = partition.resolve("." + name + OfflineFiles.UNFINISHED);
        Map<String, Long> rows = new TreeMap<>();
        try (OfflineLock lock = OfflineLock.take(root)) {
            sweep();
            Files.createDirectories(partition);
            List<OfflineColumn> columns = OfflineSchema.features(catalog);
            try (ParquetWriter<SnapshotRow> writer =
                    ParquetSinks.writer(
                            new LocalOutput(hidden),
                            OfflineSchema.FEATURES,
                            columns,
                            new SnapshotColumns(columns))) {
                FeatureGroup[] groups = FeatureGroup.values();
                for (int i = 0; i < groups.length; i++) {
                    rows.put(groups[i].qualifiedName(), write(groups[i], now, writer));
                    progress.accept((i + 1.0) / groups.length);
                }
            }
            Path file = partition.resolve(name);
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
            long all = rows.values().stream().mapToLong(Long::longValue).sum();
            return new Report(now.toString(), file.toString(), all, rows);
        } catch (IOException | UncheckedIOException failure) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot write a snapshot: " + failure, failure);
        }
    }

    /** Removes what runs that were killed left. */
    private void sweep() throws IOException {
        for (Path hour : OfflineFiles.partitions(root, OfflineSchema.FEATURES)) {
            try (DirectoryStream<Path> left =
                    Files.newDirectoryStream(hour, ".*" + OfflineFiles.UNFINISHED)) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        }
    }

    private long write(FeatureGroup group, Instant now, ParquetWriter<SnapshotRow> writer) {
        GroupFeatures features = new GroupFeatures(catalog, now);
        long[] rows = {0};
        store.entries(
                group,
                (entity, value) -> {
                    try {
                        for (GroupFeatures.Row row : features.of(group, value)) {
                            writer.write(
                                    new SnapshotRow(
                                            group,
                                            entity,
                                            value,
                                            now,
                                            row.crossedWith(),
                                            row.features()));
                            rows[0]++;
                        }
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
        return rows[0];
    }
}

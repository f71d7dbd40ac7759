package io.feedrank.jobs.compact;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.feature.offline.OfflineLock;
import io.feedrank.feature.offline.OfflineSchema;
import io.feedrank.jobs.parquet.PartitionRewriter;
import io.feedrank.jobs.parquet.PartitionRewriter.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/**
 * Merges the finished files of closed partitions, up to the target size. A second run has nothing
 * to do; one that was killed is finished by the next.
 */
public final class Compaction {
    private final CompactConfig config;
    private final Consumer<Step> steps;

    public Compaction(CompactConfig config) {
        this(config, step -> {});
    }

    Compaction(CompactConfig config, Consumer<Step> steps) {
        this.config = config;
        this.steps = steps;
    }

    /**
     * Runs once over all tables.
     *
     * @param progress is told the share that is done
     * @throws FeedrankException UNAVAILABLE when another process rewrites files
     */
    @SuppressWarnings("try") // the lock is held, not used
    public CompactReport run(DoubleConsumer progress) {
        record Partition(String table, Path directory) {}
        try (OfflineLock lock = OfflineLock.take(config.root())) {
            List<Partition> partitions = new ArrayList<>();
            for (String table : OfflineSchema.TABLES) {
                OfflineFiles.partitions(config.root(), table)
                        .forEach(directory -> partitions.add(new Partition(table, directory)));
            }
            CompactReport report = CompactReport.NOTHING;
            for (int i = 0; i < partitions.size(); i++) {
                Partition partition = partitions.get(i);
                report = report.plus(compact(partition.table(), partition.directory()));
                progress.accept((i + 1.0) / partitions.size());
            }
            return report;
        }
    }

    private CompactReport compact(String table, Path directory) {
        PartitionRewriter rewriter = new PartitionRewriter(directory, table, steps);
        try {
            int recovered = rewriter.recover();
            int swept = rewriter.sweep(Instant.now().minus(config.grace()));
            CompactReport report =
                    new CompactReport(
                            closed(directory) ? 1 : 0, 0, 0, 0, 0, 0, 0, recovered, swept);
            return closed(directory) ? report.plus(merge(directory, rewriter)) : report;
        } catch (IOException failure) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot compact " + directory + ": " + failure, failure);
        }
    }

    private CompactReport merge(Path directory, PartitionRewriter rewriter) throws IOException {
        CompactReport report = CompactReport.NOTHING;
        for (MergePlan.Merge merge : MergePlan.of(directory, config.targetBytes())) {
            PartitionRewriter.Replaced replaced = rewriter.replace(merge.files(), row -> true);
            report =
                    report.plus(
                            new CompactReport(
                                    0,
                                    0,
                                    merge.files().size(),
                                    1,
                                    replaced.rowsAfter(),
                                    merge.bytes(),
                                    replaced.bytesAfter(),
                                    0,
                                    0));
        }
        return report.filesAfter() == 0
                ? report
                : report.plus(new CompactReport(0, 1, 0, 0, 0, 0, 0, 0, 0));
    }

    /** No event of its hour is on its way any more, but for what a backfill brings. */
    private boolean closed(Path directory) {
        return OfflineSchema.endOf(directory)
                .plus(config.closedAfter())
                .isBefore(config.clock().instant());
    }
}

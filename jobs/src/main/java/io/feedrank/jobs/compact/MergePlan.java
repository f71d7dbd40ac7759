package io.feedrank.jobs.compact;

import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.jobs.parquet.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which files of a partition become one: of one schema, and together up to the target size. */
final class MergePlan {
    /** Files to be merged. */
    record Merge(List<Path> files, long bytes) {}

    private MergePlan() {}

    static List<Merge> of(Path partition, long targetBytes) throws IOException {
        Map<String, List<Path>> bySchema = new LinkedHashMap<>();
        for (Path file : OfflineFiles.visible(partition)) {
            // What is half the target or more is large enough: it would be rewritten for little.
            if (Files.size(file) < targetBytes / 2) {
                bySchema.computeIfAbsent(ParquetRows.schema(file), none -> new ArrayList<>())
                        .add(file);
            }
        }
        List<Merge> merges = new ArrayList<>();
        for (List<Path> files : bySchema.values()) {
            fill(files, targetBytes, merges);
        }
        return merges;
    }

    private static void fill(List<Path> files, long targetBytes, List<Merge> merges)
            throws IOException {
        List<Path> together = new ArrayList<>();
        long bytes = 0;
        for (Path file : files) {
            long size = Files.size(file);
            if (bytes + size > targetBytes) {
                add(together, bytes, merges);
                together = new ArrayList<>();
                bytes = 0;
            }
            together.add(file);
            bytes += size;
        }
        add(together, bytes, merges);
    }

    private static void add(List<Path> files, long bytes, List<Merge> merges) {
        if (files.size() > 1) {
            merges.add(new Merge(List.copyOf(files), bytes));
        }
    }
}

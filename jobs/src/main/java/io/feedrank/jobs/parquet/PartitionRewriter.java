package io.feedrank.jobs.parquet;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.offline.MergeManifest;
import io.feedrank.feature.offline.OfflineFiles;
import io.feedrank.jobs.parquet.ParquetRows.Footer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Replaces finished files of one partition by one with the same rows, or with some of them. Written
 * aside, then swapped by a {@link MergeManifest}; a process that is killed leaves what {@link
 * #recover} finishes or undoes, and at every moment {@link OfflineFiles} names each row once.
 * Whoever uses it holds the {@link io.feedrank.feature.offline.OfflineLock}.
 */
public final class PartitionRewriter {
    private static final int ID_LENGTH = 16;

    /** What was done last. */
    public enum Step {
        /** The new file is complete, and hidden. */
        WRITTEN,
        /** The manifest is there: the new file counts, the old ones don't. */
        COMMITTED,
        /** The new file has its name. */
        PUBLISHED,
        /** One of the old files has a hidden name. */
        RETIRED,
        /** The manifest is gone: nothing of the merge is left. */
        FORGOTTEN
    }

    /** What came of it. */
    public record Replaced(long rowsBefore, long rowsAfter, long bytesAfter) {}

    private final Path partition;
    private final String table;
    private final Consumer<Step> steps;

    /**
     * @param steps is told of each step once it is done
     */
    public PartitionRewriter(Path partition, String table, Consumer<Step> steps) {
        this.partition = partition;
        this.table = table;
        this.steps = steps;
    }

    /**
     * Replaces {@code inputs}, which have one schema, by one file with the rows that {@code keep}
     * names, in their order; by none when there is no such row.
     */
    public Replaced replace(List<Path> inputs, Predicate<Group> keep) throws IOException {
        List<String> names =
                inputs.stream().map(file -> String.valueOf(file.getFileName())).sorted().toList();
        String id = id(names);
        Path hidden = partition.resolve(MergeManifest.hiddenOutput(id));
        long before = 0;
        for (String name : names) {
            before += ParquetRows.count(partition.resolve(name));
        }
        long[] seen = {0, 0};
        write(names, hidden, keep, seen);
        if (seen[0] != before) {
            throw new FeedrankException(
                    Category.INTERNAL,
                    partition + ": read " + seen[0] + " rows, the footers say " + before);
        }
        long bytes = seen[1] == 0 ? 0 : Files.size(hidden);
        force();
        steps.accept(Step.WRITTEN);
        String output = seen[1] == 0 ? "" : table + "-merged-" + id + ".parquet";
        MergeManifest manifest = new MergeManifest(id, output, names);
        manifest.commit(partition);
        force();
        steps.accept(Step.COMMITTED);
        finish(manifest);
        return new Replaced(before, seen[1], bytes);
    }

    /**
     * Finishes merges that were committed, and removes what was written of others.
     *
     * @return how many there were
     */
    public int recover() throws IOException {
        int found = 0;
        for (Path file : files()) {
            if (MergeManifest.isManifest(String.valueOf(file.getFileName()))) {
                finish(MergeManifest.read(file));
                found++;
            }
        }
        for (Path file : files()) {
            if (MergeManifest.isHiddenOutput(String.valueOf(file.getFileName()))) {
                Files.delete(file);
                found++;
            }
        }
        return found;
    }

    /**
     * Deletes replaced files that were replaced before {@code instant}.
     *
     * @return how many there were
     */
    public int sweep(Instant instant) throws IOException {
        int deleted = 0;
        for (Path file : files()) {
            if (OfflineFiles.isRetired(String.valueOf(file.getFileName()))
                    && Files.getLastModifiedTime(file).toInstant().isBefore(instant)) {
                Files.delete(file);
                deleted++;
            }
        }
        return deleted;
    }

    private void write(List<String> names, Path hidden, Predicate<Group> keep, long[] seen)
            throws IOException {
        Footer footer = ParquetRows.footer(partition.resolve(names.get(0)));
        try (ParquetWriter<Group> writer =
                ExampleParquetWriter.builder(new LocalOutput(hidden))
                        .withConf(ParquetRows.CONF)
                        .withType(footer.schema())
                        .withExtraMetaData(
                                footer.metadata().entrySet().stream()
                                        .filter(entry -> entry.getKey().startsWith("feedrank."))
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey, Map.Entry::getValue)))
                        .withCompressionCodec(CompressionCodecName.ZSTD)
                        .withDictionaryEncoding(true)
                        .build()) {
            for (String name : names) {
                Path input = partition.resolve(name);
                if (!ParquetRows.footer(input).schema().equals(footer.schema())) {
                    throw FeedrankException.badInput(
                            input + " has another schema than " + names.get(0));
                }
                ParquetRows.forEach(
                        input,
                        row -> {
                            seen[0]++;
                            if (keep.test(row)) {
                                seen[1]++;
                                writer.write(row);
                            }
                        });
            }
        }
    }

    private void finish(MergeManifest manifest) throws IOException {
        Path hidden = partition.resolve(MergeManifest.hiddenOutput(manifest.id()));
        if (manifest.output().isEmpty()) {
            Files.deleteIfExists(hidden);
        } else if (Files.exists(hidden)) {
            Files.move(
                    hidden, partition.resolve(manifest.output()), StandardCopyOption.ATOMIC_MOVE);
        }
        steps.accept(Step.PUBLISHED);
        for (String name : manifest.inputs()) {
            Path input = partition.resolve(name);
            if (Files.exists(input)) {
                Path retired = OfflineFiles.retired(input);
                Files.move(input, retired, StandardCopyOption.ATOMIC_MOVE);
                Files.setLastModifiedTime(retired, FileTime.from(Instant.now()));
                steps.accept(Step.RETIRED);
            }
        }
        force();
        Files.deleteIfExists(manifest.file(partition));
        force();
        steps.accept(Step.FORGOTTEN);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(partition)) {
            return files.sorted().toList();
        }
    }

    /** Renames survive a loss of power. */
    private void force() throws IOException {
        try (FileChannel directory = FileChannel.open(partition, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private static String id(List<String> names) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

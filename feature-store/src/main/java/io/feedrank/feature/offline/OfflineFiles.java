package io.feedrank.feature.offline;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The finished files of a table, exactly: while files are being merged, either the old ones or the
 * new one, never both and never neither. On a local or shared file system.
 */
public final class OfflineFiles {
    /** How the name of a hidden file ends that its writer, under the lock, has not finished. */
    public static final String UNFINISHED = ".unfinished";

    private static final String SUFFIX = ".parquet";
    private static final String RETIRED = ".retired-";
    private static final String RETIRED_SUFFIX = ".old";
    private static final int MOST_LOOKS = 1_000;

    private OfflineFiles() {}

    /** Files of a table that count now, by partition and name. */
    public static List<Path> visible(Path root, String table) {
        List<Path> files = new ArrayList<>();
        partitions(root, table).forEach(partition -> files.addAll(visible(partition)));
        return files;
    }

    /** Files of one partition that count now, by name. */
    public static List<Path> visible(Path partition) {
        try {
            SortedSet<String> before = names(partition);
            for (int look = 0; look < MOST_LOOKS; look++) {
                SortedSet<Path> files = applied(partition, before);
                // A directory is not read at one moment: only what two looks agree on is sure.
                SortedSet<String> after = names(partition);
                if (after.equals(before)) {
                    return List.copyOf(files);
                }
                before = after;
            }
        } catch (IOException failure) {
            throw failure(partition, failure);
        }
        throw new FeedrankException(Category.UNAVAILABLE, partition + " changes all the time");
    }

    /** {@code <table>/date=…/hour=…}, the oldest first; none when there is no such table. */
    public static List<Path> partitions(Path root, String table) {
        return below(root.resolve(table), "date=").stream()
                .flatMap(date -> below(date, "hour=").stream())
                .toList();
    }

    /**
     * Where a file that counted is now: it keeps its rows for a while after it was replaced, so
     * that a reader who listed it earlier still finds them.
     */
    public static Path resolve(Path file) {
        Path retired = retired(file);
        return !Files.exists(file) && Files.exists(retired) ? retired : file;
    }

    /** The hidden name of a replaced file. */
    public static Path retired(Path file) {
        return file.resolveSibling(RETIRED + file.getFileName() + RETIRED_SUFFIX);
    }

    /** Whether {@code name} is that of a replaced file. */
    public static boolean isRetired(String name) {
        return name.startsWith(RETIRED);
    }

    /** As a list of DuckDB, for {@code read_parquet}: {@code ['a.parquet', 'b.parquet']}. */
    public static String sqlList(List<Path> files) {
        return files.stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static SortedSet<Path> applied(Path partition, SortedSet<String> names)
            throws IOException {
        SortedSet<Path> files = new TreeSet<>();
        names.stream()
                .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                .forEach(name -> files.add(partition.resolve(name)));
        for (String name : names) {
            if (MergeManifest.isManifest(name)) {
                try {
                    MergeManifest.read(partition.resolve(name)).apply(partition, files);
                } catch (NoSuchFileException over) {
                    // The next look sees that it is gone.
                }
            }
        }
        return files;
    }

    private static SortedSet<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static List<Path> below(Path directory, String prefix) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try {
            return names(directory).stream()
                    .filter(name -> name.startsWith(prefix))
                    .map(directory::resolve)
                    .toList();
        } catch (IOException failure) {
            throw failure(directory, failure);
        }
    }

    private static FeedrankException failure(Path directory, IOException failure) {
        return new FeedrankException(
                Category.UNAVAILABLE, "cannot list " + directory + ": " + failure, failure);
    }
}

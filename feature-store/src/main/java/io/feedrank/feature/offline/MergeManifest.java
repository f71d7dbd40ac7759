package io.feedrank.feature.offline;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says that some files of a partition are replaced by one. It is the moment that it appears, by one
 * rename, at which the new file counts and the old ones no longer do; it goes when nothing of the
 * old is left in sight.
 *
 * @param id of the merge, hexadecimal
 * @param output name of the new file; empty when no row is left
 * @param inputs names of the replaced files
 */
public record MergeManifest(String id, String output, List<String> inputs) {
    private static final String PREFIX = ".merge-";
    private static final String SUFFIX = ".manifest";
    private static final String UNPUBLISHED = ".new";

    public MergeManifest {
        inputs = List.copyOf(inputs);
    }

    /** The name under which the new file is written: hidden from every reader. */
    public static String hiddenOutput(String id) {
        return PREFIX + id + UNPUBLISHED;
    }

    /** Whether {@code name} is a new file that is not published. */
    public static boolean isHiddenOutput(String name) {
        return name.startsWith(PREFIX) && name.endsWith(UNPUBLISHED);
    }

    /** Whether {@code name} is that of a manifest. */
    public static boolean isManifest(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** Reads the manifest file. */
    public static MergeManifest read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String name = String.valueOf(file.getFileName());
        if (lines.isEmpty()) {
            throw new FeedrankException(Category.INTERNAL, file + ": got no line, expected names");
        }
        String id = name.substring(PREFIX.length(), name.length() - SUFFIX.length());
        return new MergeManifest(id, lines.get(0), lines.subList(1, lines.size()));
    }

    /** Makes it count, at once. */
    public void commit(Path partition) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(output);
        lines.addAll(inputs);
        Path draft = partition.resolve(PREFIX + id + ".draft");
        Files.write(draft, lines);
        Files.move(draft, file(partition), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where it lies. */
    public Path file(Path partition) {
        return partition.resolve(PREFIX + id + SUFFIX);
    }

    /** Turns the names that a partition has into those that count. */
    void apply(Path partition, Set<Path> files) {
        inputs.forEach(input -> files.remove(partition.resolve(input)));
        if (!output.isEmpty() && !files.contains(partition.resolve(output))) {
            files.add(partition.resolve(hiddenOutput(id)));
        }
    }
}

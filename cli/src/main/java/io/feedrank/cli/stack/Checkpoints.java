package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checkpoints that a job left behind. */
final class Checkpoints {
    // <root>/<job id>/chk-<n>/_metadata
    private static final int DEPTH = 3;

    private static final Pattern METADATA = Pattern.compile("/chk-\\d+/_metadata$");

    private Checkpoints() {}

    /**
     * The newest complete one: a checkpoint that was being written when the job died has no {@code
     * _metadata}.
     */
    static Optional<Path> newest(Path root) {
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(root, DEPTH)) {
            return files.filter(file -> METADATA.matcher(file.toString()).find())
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .map(Path::getParent);
        } catch (IOException failure) {
            throw new StackException(
                    "cannot look for checkpoints in " + root + ": " + failure, failure);
        }
    }
}

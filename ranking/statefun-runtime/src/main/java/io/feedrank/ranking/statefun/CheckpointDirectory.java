package io.feedrank.ranking.statefun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that outlives the process: {@code <job id>/chk-<n>/} by Flink, {@code module.yaml},
 * {@code scratch/} and the lock that keeps a second runtime out. A kill releases the lock.
 */
final class CheckpointDirectory implements AutoCloseable {

    private static final String METADATA = "_metadata";
    private static final String CHECKPOINT_PREFIX = "chk-";

    private final Path root;
    private final FileChannel lockFile;

    private CheckpointDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    /**
     * Takes the directory, and clears what a killed run left in {@code scratch/}.
     *
     * @throws RuntimeFailure {@code UNAVAILABLE} when another runtime holds it
     */
    static CheckpointDirectory open(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(
                            root.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new RuntimeFailure(
                        RuntimeFailure.Category.UNAVAILABLE,
                        "another StateFun runtime uses "
                                + root
                                + ": stop it, or give this one a statefun.checkpoint-dir of its own");
            }
            CheckpointDirectory directory = new CheckpointDirectory(root, channel);
            deleteTree(directory.scratch());
            Files.createDirectories(directory.scratch());
            return directory;
        } catch (IOException e) {
            throw new RuntimeFailure(
                    RuntimeFailure.Category.UNAVAILABLE,
                    "statefun.checkpoint-dir " + root + " cannot be used",
                    e);
        }
    }

    Path root() {
        return root;
    }

    /** Where Flink keeps what need not outlive the process. */
    Path scratch() {
        return root.resolve("scratch");
    }

    /**
     * The newest checkpoint that was finished: one still being written has no {@code _metadata}.
     */
    Optional<Path> newestCheckpoint() {
        try (Stream<Path> files = Files.find(root, 3, (path, attributes) -> isMetadata(path))) {
            return files.max(
                            Comparator.comparing(CheckpointDirectory::modified)
                                    .thenComparingLong(this::number))
                    .map(CheckpointDirectory::checkpointOf);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
    }

    /**
     * Deletes the directories of earlier jobs in which no finished checkpoint is left. Call before
     * a job starts.
     */
    void deleteEmptyJobs() {
        try (Stream<Path> jobs = Files.list(root)) {
            List<Path> empty = jobs.filter(job -> isJob(job) && !holdsCheckpoint(job)).toList();
            for (Path job : empty) {
                deleteTree(job);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + root, e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release " + root, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static boolean isJob(Path path) {
        return Files.isDirectory(path) && name(path).matches("[0-9a-f]{32}");
    }

    private static boolean isMetadata(Path path) {
        Path checkpoint = path.getParent();
        Path job = checkpoint == null ? null : checkpoint.getParent();
        return name(path).equals(METADATA)
                && checkpoint != null
                && name(checkpoint).startsWith(CHECKPOINT_PREFIX)
                && job != null
                && isJob(job);
    }

    private static boolean holdsCheckpoint(Path job) {
        try (Stream<Path> files =
                Files.find(job, 2, (path, attributes) -> name(path).equals(METADATA))) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + job, e);
        }
    }

    private static Path checkpointOf(Path metadata) {
        Path checkpoint = metadata.getParent();
        if (checkpoint == null) {
            throw new IllegalStateException("no directory above " + metadata);
        }
        return checkpoint;
    }

    private long number(Path metadata) {
        String digits = name(checkpointOf(metadata)).substring(CHECKPOINT_PREFIX.length());
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the time of " + file, e);
        }
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

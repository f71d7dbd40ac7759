package io.feedrank.feature.offline;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Held by the one process that rewrites files of an offline store, or takes a snapshot; it goes
 * with its process. Jobs that add files, and readers, need none.
 */
public final class OfflineLock implements AutoCloseable {
    private static final String NAME = ".rewrite.lock";

    private final FileChannel channel;

    private OfflineLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws FeedrankException UNAVAILABLE when another process has it
     */
    public static OfflineLock take(Path root) {
        try {
            Files.createDirectories(root);
            FileChannel channel =
                    FileChannel.open(
                            root.resolve(NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new FeedrankException(
                        Category.UNAVAILABLE,
                        "another process (compact, erase, snapshot) works on "
                                + root
                                + ": try again when it is done");
            }
            return new OfflineLock(channel);
        } catch (IOException failure) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot lock " + root + ": " + failure, failure);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new FeedrankException(
                    Category.INTERNAL, "cannot let go of a lock: " + failure, failure);
        }
    }
}

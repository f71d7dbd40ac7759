package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one launcher at a time work on a work directory. The kernel gives the lock back when its
 * holder dies.
 */
final class WorkLock implements AutoCloseable {
    // The kernel's lock belongs to the process and is lost when any channel of it to the file is
    // closed, so a second one is never opened.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private WorkLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @throws StackException when another launcher holds it
     */
    static WorkLock take(WorkDirectory work) {
        return tryTake(work)
                .orElseThrow(
                        () ->
                                new StackException(
                                        "another feedrank"
                                                + holder(work)
                                                        .map(pid -> " (process " + pid + ")")
                                                        .orElse("")
                                                + " is working on "
                                                + work.root()
                                                + ": wait for it, stop it with feedrank down, or give another --work"));
    }

    /** Takes the lock if nobody holds it. */
    static Optional<WorkLock> tryTake(WorkDirectory work) {
        Path file = work.run().resolve("lock");
        if (!HELD.add(file)) {
            return Optional.empty();
        }
        Optional<WorkLock> taken = Optional.empty();
        try {
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            } else {
                taken = Optional.of(new WorkLock(file, channel, lock));
                WorkDirectory.write(holderFile(work), Long.toString(ProcessHandle.current().pid()));
            }
            return taken;
        } catch (IOException failure) {
            throw new StackException("cannot lock " + file + ": " + failure, failure);
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(file);
            }
        }
    }

    /** The process that took the lock last. */
    static Optional<Long> holder(WorkDirectory work) {
        try {
            return Optional.of(Long.valueOf(Files.readString(holderFile(work)).strip()));
        } catch (IOException | NumberFormatException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException failure) {
            throw new StackException("cannot unlock " + file + ": " + failure, failure);
        } finally {
            HELD.remove(file);
        }
    }

    private static Path holderFile(WorkDirectory work) {
        return work.run().resolve("lock.holder");
    }
}

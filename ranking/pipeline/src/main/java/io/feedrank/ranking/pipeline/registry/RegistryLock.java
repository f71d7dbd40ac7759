package io.feedrank.ranking.pipeline.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One writer at a time, among the threads of this process and among processes. */
final class RegistryLock {
    // A file lock belongs to the whole JVM: a second thread that asks for it gets an exception.
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private RegistryLock() {}

    /** What is done by one writer at a time. */
    interface Write<T> {
        T run() throws IOException;
    }

    /** Waits until this caller is the only writer of the registry at {@code root}, then runs it. */
    static <T> T hold(Path root, Write<T> write) throws IOException {
        Files.createDirectories(root);
        ReentrantLock threads =
                THREADS.computeIfAbsent(root.toRealPath(), path -> new ReentrantLock());
        threads.lock();
        try (FileChannel channel =
                FileChannel.open(
                        root.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            // Closing the channel releases it, and so does the end of the process.
            FileLock lock = channel.lock();
            T result = write.run();
            lock.release();
            return result;
        } finally {
            threads.unlock();
        }
    }
}

package io.feedrank.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback for servers that have to be told theirs, or that come back on the same one.
 *
 * <p>A port that the system picks is in the range of outgoing connections, and any client of a test
 * beside this one may have it before the server listens. These are below that range, and each is
 * this JVM's until it ends: it holds a lock on the byte of that number in a file that all test JVMs
 * share.
 */
public final class LoopbackPorts {
    /** Those of local stacks begin at 20,000. */
    static final int HIGHEST = 19_999;

    static final int LOWEST = 7_000;
    private static final int ATTEMPTS = 1_000;
    private static final FileChannel LOCKS =
            open(Path.of(System.getProperty("java.io.tmpdir"), "feedrank-test-ports.lock"));

    private LoopbackPorts() {}

    /** A port that nobody listens on, and no other caller gets. */
    public static int reserve() {
        return reserve(0);
    }

    /**
     * A port, of which the one that is higher by {@code offset} is the caller's too.
     *
     * @param offset 0 for one port; Redis Cluster wants 10,000
     */
    public static int reserve(int offset) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - offset + 1);
            if (take(port) && (offset == 0 || take(port + offset))) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port between " + LOWEST + " and " + HIGHEST + " on the loopback");
    }

    /** Makes the port the caller's, unless it is anybody's already. */
    static boolean take(int port) {
        Optional<FileLock> lock = lock(port);
        if (lock.isEmpty()) {
            return false;
        }
        if (isFree(port)) {
            return true;
        }
        release(lock.get());
        return false;
    }

    private static Optional<FileLock> lock(int port) {
        try {
            return Optional.ofNullable(LOCKS.tryLock(port, 1, false));
        } catch (OverlappingFileLockException ours) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

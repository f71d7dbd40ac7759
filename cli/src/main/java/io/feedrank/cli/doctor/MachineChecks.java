package io.feedrank.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Judges what a machine has. */
final class MachineChecks {
    // 4.1 GB of heaps, and what the JVMs and servers take beside them.
    private static final long MEMORY_NEEDED = 7_000;
    private static final long MEMORY_LEAST = 5_000;
    private static final long DISK_NEEDED = 5_000;
    private static final long DISK_LEAST = 2_000;
    private static final long SHARED_MEMORY_NEEDED = 64;
    private static final long FILES_NEEDED = 4_096;
    private static final long MEGABYTE = 1 << 20;

    private MachineChecks() {}

    static Finding cores(int cores) {
        return cores >= 2
                ? Finding.ok("cores", Integer.toString(cores))
                : Finding.warn(
                        "cores",
                        Integer.toString(cores),
                        "two or more: everything waits for everything on one");
    }

    static Finding memory(long total, long available) {
        String found = available + " MB free of " + total + " MB";
        if (total < MEMORY_LEAST) {
            return Finding.fail(
                    "memory", found, "the local stack needs about " + MEMORY_NEEDED + " MB");
        }
        return available >= MEMORY_NEEDED
                ? Finding.ok("memory", found)
                : Finding.warn(
                        "memory",
                        found,
                        "stop something: the local stack needs about " + MEMORY_NEEDED + " MB");
    }

    static Finding disk(Path work) {
        try {
            long free = Files.getFileStore(existing(work)).getUsableSpace() / MEGABYTE;
            return disk(free, work);
        } catch (IOException failure) {
            return Finding.warn(
                    "disk",
                    "cannot be asked: " + failure.getMessage(),
                    "make sure there is room in " + work);
        }
    }

    static Finding disk(long free, Path work) {
        String found = free + " MB free in " + work;
        if (free < DISK_LEAST) {
            return Finding.fail(
                    "disk", found, "make room, or choose another directory with --work");
        }
        return free >= DISK_NEEDED
                ? Finding.ok("disk", found)
                : Finding.warn(
                        "disk",
                        found,
                        "data sets and checkpoints want some " + DISK_NEEDED + " MB");
    }

    static Finding sharedMemory() {
        Path shared = Path.of("/dev/shm");
        try {
            if (!Files.isWritable(shared)) {
                return Finding.fail(
                        "/dev/shm",
                        "not writable",
                        "mount a tmpfs there: Postgres shares memory through it");
            }
            long free = Files.getFileStore(shared).getUsableSpace() / MEGABYTE;
            return free >= SHARED_MEMORY_NEEDED
                    ? Finding.ok("/dev/shm", free + " MB free")
                    : Finding.warn(
                            "/dev/shm",
                            free + " MB free",
                            "give the container more: --shm-size=256m");
        } catch (IOException failure) {
            return Finding.fail(
                    "/dev/shm", String.valueOf(failure.getMessage()), "mount a tmpfs there");
        }
    }

    static Finding openFiles(long limit) {
        return limit >= FILES_NEEDED
                ? Finding.ok("open files", limit + " a process")
                : Finding.warn("open files", limit + " a process", "ulimit -n " + FILES_NEEDED);
    }

    static Finding loopback() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            return Finding.ok("loopback", "ports on 127.0.0.1 can be opened");
        } catch (IOException failure) {
            return Finding.fail(
                    "loopback",
                    "no port on 127.0.0.1: " + failure.getMessage(),
                    "bring the interface up: ip link set lo up");
        }
    }

    private static Path existing(Path path) {
        Path at = path;
        while (!Files.exists(at)) {
            Path parent = at.getParent();
            if (parent == null) {
                return at;
            }
            at = parent;
        }
        return at;
    }
}

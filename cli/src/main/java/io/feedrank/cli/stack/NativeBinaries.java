package io.feedrank.cli.stack;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * Programs that travel inside Maven artifacts, unpacked once for a user and shared by all work
 * directories: into {@code $XDG_CACHE_HOME/feedrank} or {@code ~/.cache/feedrank}.
 */
public final class NativeBinaries {
    private static final String POSTGRES_ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String POSTGRES_VERSION = "postgres-17.11.0";
    private static final String REDIS_RESOURCE = "/redis-server-6.2.6-v5-linux-amd64";
    private static final String REDIS_VERSION = "redis-6.2.11";

    private final Path cache;

    NativeBinaries(Path cache) {
        this.cache = cache;
    }

    /** The cache of the user who runs this. */
    public static NativeBinaries ofUser() {
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base =
                xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return new NativeBinaries(base.resolve("feedrank"));
    }

    /** Directory that holds {@code bin/postgres} and {@code bin/initdb}. */
    public Path postgres() {
        return unpacked(
                POSTGRES_VERSION,
                directory -> {
                    try (InputStream archive = resource(POSTGRES_ARCHIVE);
                            TarArchiveInputStream tar =
                                    new TarArchiveInputStream(
                                            new XZCompressorInputStream(
                                                    new BufferedInputStream(archive)))) {
                        for (TarArchiveEntry entry = tar.getNextEntry();
                                entry != null;
                                entry = tar.getNextEntry()) {
                            extract(tar, entry, directory);
                        }
                    }
                });
    }

    /** The {@code redis-server} program. */
    public Path redis() {
        return unpacked(
                        REDIS_VERSION,
                        directory -> {
                            Path server = directory.resolve("redis-server");
                            try (InputStream program = resource(REDIS_RESOURCE)) {
                                Files.copy(program, server);
                            }
                            executable(server);
                        })
                .resolve("redis-server");
    }

    private Path unpacked(String version, Unpacking unpacking) {
        Path directory = cache.resolve(version);
        if (Files.isDirectory(directory)) {
            return directory;
        }
        try {
            Files.createDirectories(cache);
            Path part = Files.createTempDirectory(cache, version + ".part");
            unpacking.into(part);
            moveUnlessThere(part, directory);
            return directory;
        } catch (IOException failure) {
            throw new StackException(
                    "cannot unpack " + version + " to " + cache + ": " + failure, failure);
        }
    }

    private static void moveUnlessThere(Path part, Path directory) throws IOException {
        try {
            Files.move(part, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            // Another launcher was faster: its copy is as good.
            if (!Files.isDirectory(directory)) {
                throw failure;
            }
            Trees.delete(part);
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path directory)
            throws IOException {
        Path file = directory.resolve(entry.getName()).normalize();
        if (!file.startsWith(directory)) {
            throw new IOException("the archive names a file outside of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if ((entry.getMode() & 0100) != 0) {
            executable(file);
        }
    }

    private static void executable(Path file) throws IOException {
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = NativeBinaries.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IOException(name + " is not on the class path");
        }
        return stream;
    }

    private interface Unpacking {
        void into(Path directory) throws IOException;
    }
}

package io.feedrank.ranking.pipeline.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Files that are whole or absent, also after a crash: written, forced to disk, then renamed. */
final class BundleFiles {
    private BundleFiles() {}

    /** SHA-256 of each file under {@code directory} but the manifest, by relative path. */
    static Map<String, String> checksums(Path directory) throws IOException {
        Map<String, String> checksums = new TreeMap<>();
        for (Path file : filesUnder(directory)) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            if (!name.equals(ModelBundle.MANIFEST)) {
                checksums.put(name, sha256(file));
            }
        }
        return checksums;
    }

    /** Size of the files that a manifest names. */
    static long bytes(Path directory, Manifest manifest) throws IOException {
        long bytes = 0;
        for (String file : manifest.files().keySet()) {
            bytes += Files.size(directory.resolve(file));
        }
        return bytes;
    }

    /** What is wrong with files that have these checksums; empty when they are as expected. */
    static List<String> faults(Map<String, String> expected, Map<String, String> found) {
        List<String> faults = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            String wanted = expected.get(name);
            String got = found.get(name);
            if (got == null) {
                faults.add(name + " is missing");
            } else if (wanted == null) {
                faults.add(name + " is not in the manifest");
            } else if (!got.equals(wanted)) {
                faults.add(name + " has SHA-256 " + got + ", expected " + wanted);
            }
        }
        return faults;
    }

    /** Replaces {@code file} as a whole. */
    static void replace(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        writeThrough(temporary, content);
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        force(directoryOf(file));
    }

    /** Writes a new file and forces it to disk. */
    static void writeThrough(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Forces a folder with all it holds to disk, then renames it to {@code target}. */
    static void publish(Path source, Path target, Path staging) throws IOException {
        for (Path file : filesUnder(source)) {
            force(file);
        }
        Files.createDirectories(directoryOf(target));
        try {
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            // Prepared on another file system: copied beside its target first.
            copy(source, staging);
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
            delete(source);
        }
        force(directoryOf(target));
    }

    /** Deletes a folder that was last changed before then; another writer may be quicker. */
    static void deleteIfOlder(Path directory, Instant then) throws IOException {
        try {
            if (Files.getLastModifiedTime(directory).toInstant().isBefore(then)) {
                delete(directory);
            }
        } catch (NoSuchFileException | UncheckedIOException e) {
            if (Files.exists(directory)) {
                throw e;
            }
        }
    }

    /** Deletes a folder and all it holds. */
    static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        for (Path file : filesUnder(source)) {
            Path copied = target.resolve(source.relativize(file).toString());
            Files.createDirectories(directoryOf(copied));
            Files.copy(file, copied);
            force(copied);
        }
    }

    private static List<Path> filesUnder(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                DigestInputStream stream =
                        new DigestInputStream(raw, MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (stream.read(buffer) >= 0) {
                // The stream feeds the digest.
            }
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

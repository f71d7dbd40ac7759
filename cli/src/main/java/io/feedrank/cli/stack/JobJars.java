package io.feedrank.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Job jars as a job manager keeps them: by name, and so by checksum, since the same jar need not be
 * uploaded twice.
 */
final class JobJars {
    private static final String PREFIX = "feedrank-jobs-";
    private static final int CHECKSUM_LENGTH = 16;
    private static final int BUFFER = 1 << 16;

    private JobJars() {}

    /** The name under which a jar is uploaded: the same for the same bytes. */
    static String uploadName(Path jar) {
        try (InputStream file = Files.newInputStream(jar);
                DigestInputStream digesting =
                        new DigestInputStream(file, MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[BUFFER];
            int read;
            do {
                read = digesting.read(buffer);
            } while (read >= 0);
            String checksum = HexFormat.of().formatHex(digesting.getMessageDigest().digest());
            return PREFIX + checksum.substring(0, CHECKSUM_LENGTH) + ".jar";
        } catch (IOException failure) {
            throw new StackException("cannot read " + jar + ": " + failure.getMessage(), failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Deletes what earlier builds left in a job manager's upload folder, all but the newest. */
    static void prune(Path uploads) {
        if (!Files.isDirectory(uploads)) {
            return;
        }
        try (Stream<Path> files = Files.walk(uploads)) {
            List<Path> newestFirst =
                    files.filter(file -> String.valueOf(file.getFileName()).contains("_" + PREFIX))
                            .sorted(
                                    Comparator.comparing(
                                                    (Path file) -> file.toFile().lastModified())
                                            .reversed())
                            .toList();
            for (Path old :
                    newestFirst.subList(Math.min(1, newestFirst.size()), newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        } catch (IOException failure) {
            throw new StackException("cannot clean " + uploads + ": " + failure, failure);
        }
    }
}

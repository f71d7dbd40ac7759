package io.feedrank.cli.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The key of a work directory by which erased users are known. Made by whoever asks first, and then
 * the same for all: jobs that are started at the same moment, and other launchers.
 */
final class ErasureKey {
    private static final int BYTES = 16;

    private ErasureKey() {}

    /**
     * The key that {@code file} holds, made if it is not there.
     *
     * @throws StackException when it can be neither read nor made
     */
    static String in(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip();
        } catch (IOException failure) {
            throw new StackException("cannot read " + file + ": " + failure, failure);
        }
    }

    /** A link appears whole or not at all, and never in the place of another. */
    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(fresh, HexFormat.of().formatHex(random));
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return;
        } finally {
            Files.delete(fresh);
        }
    }
}

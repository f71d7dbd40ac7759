package io.feedrank.cli.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where everything of one local stack lies: the directory named by {@code --work}. */
public record WorkDirectory(Path root) {

    private static final String KEPT = "kept";

    public WorkDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /** Records of what runs, the lock, and the scripts that start and watch. */
    Path run() {
        return created(root.resolve("run"));
    }

    /** One file a process, with what it printed; kept across restarts. */
    public Path logs() {
        return created(root.resolve("logs"));
    }

    /** Rendered configuration, ports included. */
    Path conf() {
        return created(root.resolve("conf"));
    }

    /** Data of one server. */
    Path data(String server) {
        return created(root.resolve(server));
    }

    /** Root of the Parquet files. */
    public Path offline() {
        return created(root.resolve("offline"));
    }

    /** Root of the model registry. */
    public Path models() {
        return created(root.resolve("models"));
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    Path record(String name) {
        return run().resolve(name + ".json");
    }

    /** A script of this package, copied to where a shell finds it. */
    Path script(String name) {
        try (InputStream script = WorkDirectory.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new StackException(
                        name + " is not in the jar of the command line: build it again");
            }
            return write(
                    run().resolve(name), new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new StackException("cannot read " + name + ": " + failure, failure);
        }
    }

    /** Whether what runs here was meant to stay when its launcher left. */
    boolean kept() {
        return Files.exists(run().resolve(KEPT));
    }

    /** Says whether what runs here is meant to stay. */
    void keep(boolean stays) {
        try {
            if (stays) {
                Files.writeString(run().resolve(KEPT), "");
            } else {
                Files.deleteIfExists(run().resolve(KEPT));
            }
        } catch (IOException failure) {
            throw new StackException("cannot write to " + run() + ": " + failure, failure);
        }
    }

    /** Replaces a file at once, so that a reader sees the old text or the new one. */
    static Path write(Path file, String text) {
        try {
            // Threads and launchers may write the same file at once.
            Path part =
                    Files.createTempFile(
                            file.getParent(), String.valueOf(file.getFileName()), ".tmp");
            Files.writeString(part, text);
            return Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new StackException("cannot write " + file + ": " + failure, failure);
        }
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + directory, failure);
        }
    }
}

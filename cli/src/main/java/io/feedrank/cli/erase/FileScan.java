package io.feedrank.cli.erase;

import io.feedrank.cli.CommandFailure;
import io.feedrank.feature.erasure.IdPattern;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks for an id in the bytes of files, however large. */
final class FileScan {
    private static final int CHUNK = 1 << 20;

    private final IdPattern id;

    FileScan(IdPattern id) {
        this.id = id;
    }

    /** All files below a directory; nothing when there is none. */
    void look(String store, Path directory, Hits hits) {
        hits.looked(store);
        for (Path file : files(directory)) {
            try {
                hits.add(store, directory.relativize(file).toString(), count(file));
            } catch (NoSuchFileException gone) {
                // Servers delete files of theirs at any time.
            } catch (IOException e) {
                throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
            }
        }
    }

    /** How often the id stands in a file, also where it stands across two reads. */
    long count(Path file) throws IOException {
        byte[] buffer = new byte[CHUNK];
        long hits = 0;
        int kept = 0;
        int from = 0;
        try (InputStream in = Files.newInputStream(file)) {
            while (true) {
                int length = kept + in.readNBytes(buffer, kept, CHUNK - kept);
                if (length < CHUNK) {
                    return hits + id.count(buffer, from, length, length);
                }
                // What begins here may end in the next part; one byte more, for what is before it.
                int to = length - id.span();
                hits += id.count(buffer, from, to, length);
                kept = id.span() + 1;
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
                from = 1;
            }
        }
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (UncheckedIOException | IOException e) {
            throw new CommandFailure("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }
}

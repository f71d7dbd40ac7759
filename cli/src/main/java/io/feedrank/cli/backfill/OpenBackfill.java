package io.feedrank.cli.backfill;

import io.feedrank.cli.CommandFailure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A backfill whose job was submitted and that has not ended, as its file in the work directory
 * says: the command can be killed and run again.
 *
 * @param liveJob that it takes the place of; null when none is to be cancelled
 * @param holdUntil null when the job writes at once
 */
record OpenBackfill(
        String jobId, long generation, @Nullable String liveJob, @Nullable Instant holdUntil) {

    static Optional<OpenBackfill> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw failure(file, failure);
        }
        String live = properties.getProperty("live-job", "");
        String hold = properties.getProperty("hold-until", "");
        return Optional.of(
                new OpenBackfill(
                        properties.getProperty("job", ""),
                        Long.parseLong(properties.getProperty("generation", "0")),
                        live.isEmpty() ? null : live,
                        hold.isEmpty() ? null : Instant.parse(hold)));
    }

    void write(Path file) {
        Properties properties = new Properties();
        properties.setProperty("job", jobId);
        properties.setProperty("generation", Long.toString(generation));
        properties.setProperty("live-job", liveJob == null ? "" : liveJob);
        properties.setProperty("hold-until", holdUntil == null ? "" : holdUntil.toString());
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "a backfill under way");
            }
        } catch (IOException failure) {
            throw failure(file, failure);
        }
    }

    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw failure(file, failure);
        }
    }

    private static CommandFailure failure(Path file, IOException failure) {
        return new CommandFailure("cannot use " + file + ": " + failure.getMessage());
    }
}

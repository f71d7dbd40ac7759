package io.feedrank.cli.dataset;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The two tab-separated files of EB-NeRD's click log: impressions in time order, and each user's
 * reads of the weeks before.
 */
record EbnerdFiles(Path behaviors, Path history) {
    private static final int COLUMNS = 10;

    /**
     * One earlier read.
     *
     * @param number of the user's reads in the file, from 1
     * @param seconds how long, null when unknown
     */
    record Read(String userId, int number, String postId, Instant time, @Nullable Long seconds) {
        Event event() {
            Long dwellMs = seconds == null ? null : (Long) (seconds * 1_000);
            return new Event(
                    "read-" + userId + "-" + number,
                    userId,
                    EventType.CLICK,
                    List.of(postId),
                    time,
                    null,
                    null,
                    dwellMs,
                    null,
                    null);
        }
    }

    /** Finds {@code *behaviors.tsv.gz} and {@code *history.tsv.gz}. */
    static EbnerdFiles in(Path directory) {
        return new EbnerdFiles(
                only(directory, "*behaviors.tsv.gz"), only(directory, "*history.tsv.gz"));
    }

    BufferedReader openBehaviors() {
        return open(behaviors);
    }

    /** Reads a line of {@link #behaviors}. */
    static LogRow behavior(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(
                    "got " + columns.length + " columns, expected " + COLUMNS);
        }
        return LogRow.parse(
                columns[0],
                columns[1],
                time(columns[2]),
                columns[9],
                emptyToNull(columns[4]),
                columns[3]);
    }

    /** Reads the whole history, user by user. */
    void reads(Problems problems, Consumer<Read> consumer) {
        long number = 0;
        try (BufferedReader lines = open(history)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                readsOfUser(line, number, problems, consumer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + history, e);
        }
    }

    private void readsOfUser(
            String line, long lineNumber, Problems problems, Consumer<Read> consumer) {
        int tab = line.indexOf('\t');
        if (tab < 1) {
            problems.add(
                    history,
                    lineNumber,
                    new IllegalArgumentException("expected a user, a tab and reads"));
            return;
        }
        String userId = line.substring(0, tab);
        int number = 0;
        for (String item : line.substring(tab + 1).strip().split(" ", -1)) {
            number++;
            try {
                Read read = read(userId, number, item);
                read.event();
                consumer.accept(read);
            } catch (IllegalArgumentException | DateTimeException | FeedrankException e) {
                problems.add(
                        history,
                        lineNumber,
                        new IllegalArgumentException("read " + number + ": " + e.getMessage(), e));
            }
        }
    }

    private static Read read(String userId, int number, String item) {
        String[] fields = item.split(",", -1);
        if (fields.length < 2 || fields[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "got '" + item + "', expected article,unix_time,read_seconds,scroll_percent");
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(fields[1]));
        Long seconds =
                fields.length > 2 && !fields[2].isEmpty() ? (Long) Long.parseLong(fields[2]) : null;
        return new Read(userId, number, fields[0], time, seconds);
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time: got '" + text + "', expected one like 2023-05-18T07:00:03", e);
        }
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static BufferedReader open(Path file) {
        try {
            return new BufferedReader(
                    new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                            StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    private static Path only(Path directory, String glob) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + directory, e);
            }
        }
        if (found.size() != 1) {
            throw FeedrankException.badInput(
                    "--data "
                            + directory
                            + ": got "
                            + found.size()
                            + " files "
                            + glob
                            + " "
                            + found
                            + ", expected exactly one");
        }
        return found.get(0);
    }
}

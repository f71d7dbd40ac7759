package io.feedrank.feature.clicklog;

import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.event.Event;
import io.feedrank.feature.event.EventType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
 * The two tab-separated files of EB-NeRD's click log (Kruse et al. 2024): impressions in time
 * order, and each user's reads of the weeks before. Neither has a header.
 */
public record EbnerdFiles(Path behaviors, Path history) {
    private static final int COLUMNS = 10;
    private static final String YES = "1";
    private static final String NO = "0";

    /**
     * One earlier read.
     *
     * @param number of the user's reads in the file, from 1
     * @param seconds how long, null when unknown
     * @param scrollPercent how far down the page, null when unknown
     */
    public record Read(
            String userId,
            int number,
            String postId,
            Instant time,
            @Nullable Long seconds,
            @Nullable Double scrollPercent) {
        /** It counts as a click at its time. */
        public Event event() {
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

    /**
     * Finds {@code *behaviors.tsv.gz} and {@code *history.tsv.gz}.
     *
     * @param option that named the folder, for the message when it does not hold one of each
     * @throws FeedrankException BAD_INPUT when it does not
     */
    public static EbnerdFiles in(Path directory, String option) {
        return new EbnerdFiles(
                only(directory, option, "*behaviors.tsv.gz"),
                only(directory, option, "*history.tsv.gz"));
    }

    /** Opens {@link #behaviors}, unpacked; the caller closes it. */
    public BufferedReader openBehaviors() {
        return open(behaviors);
    }

    /**
     * Reads a line of {@link #behaviors}.
     *
     * @throws IllegalArgumentException when it is none; the message says what was expected
     */
    public static EbnerdRow behavior(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(
                    "got " + columns.length + " columns, expected " + COLUMNS);
        }
        LogRow row =
                LogRow.parse(
                        columns[0],
                        columns[1],
                        time(columns[2]),
                        columns[9],
                        emptyToNull(columns[4]),
                        columns[3]);
        return new EbnerdRow(
                row,
                columns[7],
                flag("is_subscriber", columns[5]),
                flag("is_sso_user", columns[6]));
    }

    /** Reads all impressions in file order. */
    public void impressions(BadRows bad, Consumer<EbnerdRow> consumer) {
        lines(
                behaviors,
                (number, line) -> {
                    EbnerdRow row;
                    try {
                        row = behavior(line);
                    } catch (IllegalArgumentException e) {
                        bad.add(behaviors, number, e);
                        return;
                    }
                    consumer.accept(row);
                });
    }

    /** Reads the whole history, user by user. */
    public void reads(BadRows bad, Consumer<Read> consumer) {
        lines(history, (number, line) -> readsOfUser(line, number, bad, consumer));
    }

    private void readsOfUser(String line, long lineNumber, BadRows bad, Consumer<Read> consumer) {
        int tab = line.indexOf('\t');
        if (tab < 1) {
            bad.add(
                    history,
                    lineNumber,
                    new IllegalArgumentException("expected a user, a tab and reads"));
            return;
        }
        String userId = line.substring(0, tab);
        int number = 0;
        for (String item : line.substring(tab + 1).strip().split(" ", -1)) {
            number++;
            Read read;
            try {
                read = read(userId, number, item);
                read.event();
            } catch (IllegalArgumentException | DateTimeException | FeedrankException e) {
                bad.add(
                        history,
                        lineNumber,
                        new IllegalArgumentException("read " + number + ": " + e.getMessage(), e));
                continue;
            }
            consumer.accept(read);
        }
    }

    private static Read read(String userId, int number, String item) {
        String[] fields = item.split(",", -1);
        if (fields.length < 2 || fields[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "got '" + item + "', expected article,unix_time,read_seconds,scroll_percent");
        }
        Instant time = Instant.ofEpochSecond(Long.parseLong(fields[1]));
        String seconds = fields.length > 2 ? fields[2] : "";
        String scroll = fields.length > 3 ? fields[3] : "";
        return new Read(
                userId,
                number,
                fields[0],
                time,
                seconds.isEmpty() ? null : (Long) Long.parseLong(seconds),
                scroll.isEmpty() ? null : (Double) Double.parseDouble(scroll));
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time: got '" + text + "', expected one like 2023-05-18T07:00:03", e);
        }
    }

    private static boolean flag(String name, String text) {
        if (!text.equals(YES) && !text.equals(NO) && !text.isEmpty()) {
            throw new IllegalArgumentException(name + ": got '" + text + "', expected 0 or 1");
        }
        return text.equals(YES);
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private interface LineConsumer {
        void accept(long number, String line);
    }

    private static void lines(Path file, LineConsumer consumer) {
        long number = 0;
        try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                consumer.accept(number, line);
            }
        } catch (IOException e) {
            throw unreadable(file + " after line " + number, e);
        }
    }

    private static BufferedReader open(Path file) {
        try {
            return new BufferedReader(
                    new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(file), 1 << 16),
                            StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static FeedrankException unreadable(String what, IOException cause) {
        return new FeedrankException(
                FeedrankException.Category.BAD_INPUT,
                "cannot read " + what + ", expected tab-separated rows packed by gzip: " + cause,
                cause);
    }

    private static Path only(Path directory, String option, String glob) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw unreadable(directory.toString(), e);
            }
        }
        if (found.size() != 1) {
            throw FeedrankException.badInput(
                    option
                            + " "
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

package io.feedrank.cli.dataset;

import io.feedrank.feature.clicklog.LogRow;
import io.feedrank.feature.config.FeedrankException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The two files of MIND (Wu et al. 2020): {@code behaviors.tsv}, in no order, and {@code news.tsv}.
 */
record MindFiles(Path behaviors, Path news) {
    private static final int BEHAVIOR_COLUMNS = 5;
    private static final int NEWS_COLUMNS = 5;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("M/d/yyyy h:mm:ss a", Locale.US);

    /**
     * A row of {@code behaviors.tsv}.
     *
     * @param history posts that the user clicked before, oldest first
     */
    record Behavior(LogRow row, List<String> history) {
        Behavior {
            history = List.copyOf(history);
        }
    }

    /** A row of {@code news.tsv}. */
    record News(String id, String category, String title, String summary) {}

    /** A line and where it is. */
    interface LineConsumer {
        void accept(long number, long offset, String line);
    }

    static MindFiles in(Path directory) {
        Path behaviors = directory.resolve("behaviors.tsv");
        Path news = directory.resolve("news.tsv");
        for (Path file : List.of(behaviors, news)) {
            if (!Files.isRegularFile(file)) {
                throw FeedrankException.badInput(
                        "--data "
                                + directory
                                + ": "
                                + file.getFileName()
                                + " is missing, expected behaviors.tsv and news.tsv");
            }
        }
        return new MindFiles(behaviors, news);
    }

    /** Goes through {@link #behaviors} in file order. */
    void lines(LineConsumer consumer) {
        try (InputStream stream =
                new BufferedInputStream(Files.newInputStream(behaviors), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
            long number = 1;
            long offset = 0;
            long start = 0;
            for (int next = stream.read(); next >= 0; next = stream.read()) {
                offset++;
                if (next == '\n') {
                    consumer.accept(number++, start, text(line));
                    line.reset();
                    start = offset;
                } else {
                    line.write(next);
                }
            }
            if (line.size() > 0) {
                consumer.accept(number, start, text(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + behaviors, e);
        }
    }

    /** Reads the line that begins at {@code offset} of the open {@link #behaviors}. */
    static Behavior at(RandomAccessFile file, long offset, byte[] buffer) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(buffer.length);
        file.seek(offset);
        for (int read = file.read(buffer); read > 0; read = file.read(buffer)) {
            int end = 0;
            while (end < read && buffer[end] != '\n') {
                end++;
            }
            line.write(buffer, 0, end);
            if (end < read) {
                break;
            }
        }
        return behavior(text(line));
    }

    static Behavior behavior(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != BEHAVIOR_COLUMNS) {
            throw new IllegalArgumentException(
                    "got " + columns.length + " columns, expected " + BEHAVIOR_COLUMNS);
        }
        String history = columns[3].strip();
        return new Behavior(
                LogRow.parse(columns[0], columns[1], time(columns[2]), columns[4], null, null),
                history.isEmpty() ? List.of() : List.of(history.split(" +")));
    }

    /**
     * The rows of {@link #news} that can be read; what is wrong with the others goes to {@code
     * problems}.
     */
    Stream<News> news(Problems problems) {
        Stream.Builder<News> rows = Stream.builder();
        try (BufferedReader lines = Files.newBufferedReader(news)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String[] columns = line.split("\t", -1);
                if (columns.length < NEWS_COLUMNS || columns[0].isBlank()) {
                    problems.add(
                            news,
                            number,
                            new IllegalArgumentException(
                                    "got "
                                            + columns.length
                                            + " columns, expected id, category,"
                                            + " subcategory, title, abstract, …"));
                } else {
                    rows.add(new News(columns[0], columns[1], columns[3], columns[4]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + news, e);
        }
        return rows.build();
    }

    private static String text(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time: got '" + text + "', expected one like 11/11/2019 9:05:58 AM", e);
        }
    }
}

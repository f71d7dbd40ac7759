package io.feedrank.cli.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a log, for a message about what went wrong. */
final class LogTail {
    private static final int BYTES = 8_192;
    private static final int LINES = 15;
    private static final int COLUMNS = 240;

    private LogTail() {}

    /** The last lines, indented; says so when there are none. */
    static String of(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LINES))
                    .map(
                            line ->
                                    "    "
                                            + (line.length() > COLUMNS
                                                    ? line.substring(0, COLUMNS) + "..."
                                                    : line))
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return "    (no log)";
        }
    }
}

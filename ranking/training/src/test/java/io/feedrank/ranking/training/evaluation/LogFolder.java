package io.feedrank.ranking.training.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Writes folders as {@code --train} and {@code --test} take them. */
final class LogFolder {
    private LogFolder() {}

    static Path write(Path folder, List<LogLine> behaviors, List<String> history) {
        return writeText(
                folder,
                behaviors.stream().map(LogLine::text).collect(Collectors.toList()),
                history);
    }

    static Path writeText(Path folder, List<String> behaviors, List<String> history) {
        try {
            Files.createDirectories(folder);
            gzip(folder.resolve("tiny_behaviors.tsv.gz"), behaviors);
            gzip(folder.resolve("tiny_history.tsv.gz"), history);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void gzip(Path file, List<String> lines) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}

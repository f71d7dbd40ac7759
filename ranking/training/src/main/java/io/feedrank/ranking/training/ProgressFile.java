package io.feedrank.ranking.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Progress as a file that grows by a line of JSON at a time, for a process that watches. */
public final class ProgressFile implements TrainingProgress {
    private final Path file;

    /** Appends to this file. */
    public ProgressFile(Path file) {
        this.file = file;
    }

    @Override
    public void report(Step step) {
        try {
            Files.writeString(
                    file,
                    TrainingJson.line(step) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}

package io.feedrank.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.feedrank.feature.config.FeedrankException;
import io.feedrank.feature.config.FeedrankException.Category;
import io.feedrank.feature.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a process that runs from start to end reports, if it was told: JSON both. */
record TaskFiles(@Nullable Path progressFile, @Nullable Path reportFile) {
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    static TaskFiles of(Settings settings) {
        return new TaskFiles(path(settings, "progress"), path(settings, "report"));
    }

    /** Adds a line: {@code fraction} from 0 to 1, and {@code phase}. */
    void progress(String phase, double fraction) {
        if (progressFile != null) {
            write(
                    progressFile,
                    json(Map.of("phase", phase, "fraction", fraction)) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /** Writes what came of it. */
    void report(Object report) {
        if (reportFile != null) {
            write(
                    reportFile,
                    json(report),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private static @Nullable Path path(Settings settings, String key) {
        String value = settings.getOrNull(key);
        return value == null ? null : Path.of(value);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException defect) {
            throw new FeedrankException(Category.INTERNAL, "cannot write a report", defect);
        }
    }

    private static void write(Path file, String text, StandardOpenOption... options) {
        try {
            Files.writeString(file, text, options);
        } catch (IOException failure) {
            throw new FeedrankException(
                    Category.UNAVAILABLE, "cannot write " + file + ": " + failure, failure);
        }
    }
}

package io.feedrank.ranking.training.evaluation;

import io.feedrank.feature.clicklog.EbnerdFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits one week into folders to learn from and to be judged on. Both get the whole history, which
 * ends before the week.
 */
record HeldOutDays(Path train, Path test) {
    /**
     * Writes both folders.
     *
     * @param from end of what is learned from
     * @param until end of what is judged on
     */
    static HeldOutDays split(Path week, Path directory, Instant from, Instant until) {
        EbnerdFiles files = EbnerdFiles.in(week, "--data");
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        try (BufferedReader lines = files.openBehaviors()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Instant time = EbnerdFiles.behavior(line).row().time();
                if (time.isBefore(from)) {
                    before.add(line);
                } else if (time.isBefore(until)) {
                    after.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path train = LogFolder.writeText(directory.resolve("train"), before, List.of());
        Path test = LogFolder.writeText(directory.resolve("test"), after, List.of());
        copyHistory(files.history(), train);
        copyHistory(files.history(), test);
        return new HeldOutDays(train, test);
    }

    private static void copyHistory(Path history, Path folder) {
        Path copy = folder.resolve("tiny_history.tsv.gz");
        try {
            Files.delete(copy);
            Files.copy(history, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

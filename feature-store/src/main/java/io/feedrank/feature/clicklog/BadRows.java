package io.feedrank.feature.clicklog;

import io.feedrank.feature.config.FeedrankException;
import java.nio.file.Path;

/** Hears of rows that cannot be read. */
public interface BadRows {
    /** Nothing may be wrong: the first bad row is a failure that names its file and line. */
    BadRows REFUSED =
            (file, line, reason) -> {
                throw new FeedrankException(
                        FeedrankException.Category.BAD_INPUT,
                        file + ":" + line + ": " + reason.getMessage(),
                        reason);
            };

    /**
     * Takes one row.
     *
     * @param line number in the file, from 1
     * @param reason what it got and what was expected, in its message
     */
    void add(Path file, long line, RuntimeException reason);
}

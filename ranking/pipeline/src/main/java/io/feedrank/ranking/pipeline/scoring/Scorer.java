package io.feedrank.ranking.pipeline.scoring;

import io.feedrank.feature.config.FeedrankException;
import java.time.Duration;
import java.util.List;

/** A loaded model. Thread-safe: any number of threads may score at the same time. */
public interface Scorer {
    /** Patience of a caller that has no deadline. */
    Duration FOREVER = Duration.ofDays(1);

    /** Name and version, as the registry lists it: {@code ranker/20261123T101500-1f3a9c20}. */
    String model();

    /** The input columns, in the order in which a row holds them. */
    List<String> columns();

    /**
     * Scores a whole candidate set in one call.
     *
     * @param rows row-major {@code float[count][columns().size()]}, at least that long; not kept
     * @param count number of rows; 0 gives empty scores
     * @throws FeedrankException BAD_INPUT when {@code rows} is too short, UNAVAILABLE when the
     *     model was retired and closed, INTERNAL when the engine fails
     */
    Scores score(float[] rows, int count);

    /**
     * The same, for a caller with a deadline.
     *
     * @param patience how long its turn may take to come, to the microsecond; a model that takes
     *     calls at once has no use for it
     * @throws FeedrankException also TIMEOUT when its turn did not come, UNAVAILABLE when too many
     *     wait already
     */
    default Scores score(float[] rows, int count, Duration patience) {
        return score(rows, count);
    }

    /** Refuses an array that is too short for {@code count} rows of {@code width}. */
    static void requireRows(float[] rows, int count, int width) {
        if (count < 0 || rows.length < (long) count * width) {
            throw FeedrankException.badInput(
                    "got "
                            + rows.length
                            + " floats for "
                            + count
                            + " rows, expected "
                            + width
                            + " a row");
        }
    }
}

package io.feedrank.ranking.pipeline.scoring;

import java.util.List;

/** A loaded model. Thread-safe: any number of threads may score at the same time. */
public interface Scorer {
    /** Name and version, as the registry lists it: {@code ranker/20261123T101500-1f3a9c20}. */
    String model();

    /** The input columns, in the order in which a row holds them. */
    List<String> columns();

    /**
     * Scores a whole candidate set in one call.
     *
     * @param rows row-major {@code float[count][columns().size()]}, at least that long; not kept
     * @param count number of rows; 0 gives empty scores
     * @throws io.feedrank.feature.config.FeedrankException BAD_INPUT when {@code rows} is too
     *     short, UNAVAILABLE when the model was retired and closed, INTERNAL when the engine fails
     */
    Scores score(float[] rows, int count);
}

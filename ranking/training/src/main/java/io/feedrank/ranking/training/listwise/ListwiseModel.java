package io.feedrank.ranking.training.listwise;

import java.nio.file.Path;

/** A trained ranker of impressions. One thread. */
public interface ListwiseModel extends AutoCloseable {
    /**
     * The probability of a click a post; higher is better.
     *
     * @param rows row-major {@code float[posts][width]}, of {@code ImpressionFeatures}
     */
    float[] score(float[] rows);

    /** Writes the SavedModel that scores, frozen, to {@code saved_model/} under a folder. */
    void export(Path directory);

    @Override
    void close();
}

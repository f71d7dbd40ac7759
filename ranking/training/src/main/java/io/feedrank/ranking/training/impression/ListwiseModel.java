package io.feedrank.ranking.training.impression;

/** A trained ranker of impressions. One thread. */
public interface ListwiseModel extends AutoCloseable {
    /**
     * A score a post, higher is better.
     *
     * @param rows row-major {@code float[posts][width]}, of {@link ImpressionFeatures#rows}
     */
    float[] score(float[] rows);

    @Override
    void close();
}

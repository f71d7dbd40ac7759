package io.feedrank.ranking.pipeline.retrieval;

import io.feedrank.feature.config.FeedrankException;
import java.time.Instant;
import java.util.List;

/**
 * What is asked of an index.
 *
 * @param space of the vectors
 * @param vectors to be close to, each {@code float[dimensions]}
 * @param k posts wanted for each, 1 to {@value #MOST}; all there are when they are fewer
 * @param filter what may be found
 * @param deadline nobody waits after it; on the deployment's clock
 */
public record VectorQuery(
        String space, List<float[]> vectors, int k, RetrievalFilter filter, Instant deadline) {
    /** Most posts of one search. */
    public static final int MOST = 10_000;

    public VectorQuery {
        if (k < 1 || k > MOST) {
            throw FeedrankException.badInput("k: got " + k + ", expected 1 to " + MOST);
        }
        vectors = List.copyOf(vectors);
    }

    /** The same under another filter. */
    public VectorQuery where(RetrievalFilter other) {
        return new VectorQuery(space, vectors, k, other, deadline);
    }
}

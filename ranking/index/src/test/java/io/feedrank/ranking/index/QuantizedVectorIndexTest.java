package io.feedrank.ranking.index;

final class QuantizedVectorIndexTest extends VectorIndexContract {
    @Override
    VectorIndex open(int dimensions) {
        // Few enough that the contract runs on a partition too.
        return new QuantizedVectorIndex(
                new QuantizedConfig(dimensions, Metric.COSINE, 1_000, 1, 1.25, 1));
    }
}

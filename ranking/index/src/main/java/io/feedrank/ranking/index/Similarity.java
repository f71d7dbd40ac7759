package io.feedrank.ranking.index;

/** How close a vector is to one that lies in an array: the more the closer. */
final class Similarity {
    private Similarity() {}

    static float of(Metric metric, float[] query, float[] vectors, int from, int dimensions) {
        return of(metric, query, 0, vectors, from, dimensions);
    }

    static float of(
            Metric metric, float[] query, int at, float[] vectors, int from, int dimensions) {
        if (DotProduct.simd()) {
            return metric == Metric.COSINE
                    ? SimdDotProduct.of(query, at, vectors, from, dimensions)
                    : -SimdDotProduct.squaredDistance(query, at, vectors, from, dimensions);
        }
        return metric == Metric.COSINE
                ? ScalarDotProduct.of(query, at, vectors, from, dimensions)
                : -ScalarDotProduct.squaredDistance(query, at, vectors, from, dimensions);
    }
}

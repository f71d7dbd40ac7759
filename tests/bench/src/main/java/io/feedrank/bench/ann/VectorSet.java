package io.feedrank.bench.ann;

import io.feedrank.ranking.index.Metric;

/**
 * What is searched and what for.
 *
 * @param name for the report
 * @param base {@code float[n][dim]}; row i has the id {@code i}
 * @param queries {@code float[queries][dim]}
 */
@SuppressWarnings("ArrayRecordComponent")
record VectorSet(String name, Metric metric, float[][] base, float[][] queries) {
    int size() {
        return base.length;
    }

    int dimensions() {
        return base[0].length;
    }
}

package io.feedrank.ranking.index;

final class PlannedVectorIndexTest extends VectorIndexContract {
    @Override
    VectorIndex open(int dimensions) {
        return new PlannedVectorIndex(
                new PlannerConfig(
                        new QuantizedConfig(dimensions, Metric.COSINE, 1_000, 1, 1.25, 1),
                        new HnswConfig(dimensions, Metric.COSINE, 8, 50, 1, 0.25, 10)));
    }
}

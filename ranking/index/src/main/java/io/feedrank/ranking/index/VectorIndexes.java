package io.feedrank.ranking.index;

/** The indexes to choose from. */
public final class VectorIndexes {
    private VectorIndexes() {}

    /** What serves feeds: vectors of unit length, by cosine; the planner over the quantized one. */
    public static VectorIndex serving(int dimensions) {
        return new PlannedVectorIndex(PlannerConfig.of(dimensions, Metric.COSINE));
    }
}

package io.feedrank.ranking.index;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link PlannedVectorIndex} has to choose from.
 *
 * @param quantized codes and partition
 * @param graph null for none: a graph takes minutes to build for what the partition does in seconds
 */
public record PlannerConfig(QuantizedConfig quantized, @Nullable HnswConfig graph) {
    public PlannerConfig {
        if (graph != null
                && (graph.dimensions() != quantized.dimensions()
                        || graph.metric() != quantized.metric())) {
            throw new IllegalArgumentException(
                    "graph: got "
                            + graph.dimensions()
                            + " dimensions and "
                            + graph.metric()
                            + ", expected "
                            + quantized.dimensions()
                            + " and "
                            + quantized.metric());
        }
    }

    /** Codes and partition, no graph. */
    public static PlannerConfig of(int dimensions, Metric metric) {
        return new PlannerConfig(QuantizedConfig.of(dimensions, metric), null);
    }
}

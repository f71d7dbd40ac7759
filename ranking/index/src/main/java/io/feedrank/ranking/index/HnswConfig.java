package io.feedrank.ranking.index;

/**
 * How an {@link HnswVectorIndex} is built and kept.
 *
 * @param m links of a node; more is better recall, more memory and slower
 * @param efConstruction candidates weighed when a node is linked
 * @param buildThreads threads that build
 * @param rebuildShare share of the graph that may have changed before it is built again, 0 to 1
 * @param rebuildAtLeast changes that a graph may always lag behind
 */
public record HnswConfig(
        int dimensions,
        Metric metric,
        int m,
        int efConstruction,
        int buildThreads,
        double rebuildShare,
        int rebuildAtLeast) {
    public HnswConfig {
        Vectors.dimensions(dimensions);
        check("m", m);
        check("efConstruction", efConstruction);
        check("buildThreads", buildThreads);
        check("rebuildAtLeast", rebuildAtLeast);
        if (!(rebuildShare > 0 && rebuildShare <= 1)) {
            throw new IllegalArgumentException(
                    "rebuildShare: got " + rebuildShare + ", expected more than 0, at most 1");
        }
    }

    /** One thread builds, when a quarter has changed. */
    public static HnswConfig ofDimensions(int dimensions) {
        return new HnswConfig(dimensions, Metric.COSINE, 16, 100, 1, 0.25, 500);
    }

    /** The same for another metric and so many threads. */
    public HnswConfig with(Metric newMetric, int newBuildThreads) {
        return new HnswConfig(
                dimensions,
                newMetric,
                m,
                efConstruction,
                newBuildThreads,
                rebuildShare,
                rebuildAtLeast);
    }

    /** Changes after which a graph of {@code size} nodes is built again. */
    int mostChanges(int size) {
        return Math.max(rebuildAtLeast, (int) (rebuildShare * size));
    }

    private static void check(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": got " + value + ", expected 1 or more");
        }
    }
}

package io.feedrank.ranking.index;

/**
 * How an {@link HnswVectorIndex} is built and kept.
 *
 * @param m links of a node; more is better recall, more memory and slower
 * @param efConstruction candidates weighed when a node is linked
 * @param ef candidates weighed in a search (at least {@code k} are)
 * @param rebuildShare share of the graph that may have changed before it is built again, 0 to 1
 * @param rebuildAtLeast changes that a graph may always lag behind
 */
public record HnswConfig(
        int dimensions,
        int m,
        int efConstruction,
        int ef,
        double rebuildShare,
        int rebuildAtLeast) {
    public HnswConfig {
        Vectors.dimensions(dimensions);
        check("m", m);
        check("efConstruction", efConstruction);
        check("ef", ef);
        check("rebuildAtLeast", rebuildAtLeast);
        if (!(rebuildShare > 0 && rebuildShare <= 1)) {
            throw new IllegalArgumentException(
                    "rebuildShare: got " + rebuildShare + ", expected more than 0, at most 1");
        }
    }

    /**
     * Recall 0.95 and better at a million vectors of 64 dimensions and k = 1000 wants ef 1600;
     * below, ef = k does.
     */
    public static HnswConfig ofDimensions(int dimensions) {
        return new HnswConfig(dimensions, 16, 100, 200, 0.25, 500);
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

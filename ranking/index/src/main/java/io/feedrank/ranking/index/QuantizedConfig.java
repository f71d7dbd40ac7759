package io.feedrank.ranking.index;

/**
 * How a {@link QuantizedVectorIndex} is kept.
 *
 * @param partitionFrom vectors from which on there is a coarse partition; below, all codes are
 *     scanned
 * @param listsPerRoot lists for each root of the number of vectors
 * @param overfetch candidates by code, for each vector wanted, that are compared as floats, at
 *     most: it is learned on the data how many a recall takes
 * @param rebuildShare changes since the partition was made, as a share of its vectors, after which
 *     it is made again
 */
public record QuantizedConfig(
        int dimensions,
        Metric metric,
        int partitionFrom,
        double listsPerRoot,
        double overfetch,
        double rebuildShare) {
    /** A block and a half. */
    private static final double LEAST_IN_A_LIST = 1.5 * CodeKernel.BLOCK;

    public QuantizedConfig {
        Vectors.dimensions(dimensions);
        if (partitionFrom < 1_000) {
            throw new IllegalArgumentException(
                    "partitionFrom: got " + partitionFrom + ", expected 1000 or more");
        }
        check("listsPerRoot", listsPerRoot, 0.1, 16);
        check("overfetch", overfetch, 1, 10);
        check("rebuildShare", rebuildShare, 0.01, 10);
    }

    /** What serves well from a thousand to some millions of vectors. */
    public static QuantizedConfig of(int dimensions, Metric metric) {
        return new QuantizedConfig(dimensions, metric, 5_000, 4, 2, 1);
    }

    /** The same with another size from which on there is a partition. */
    public QuantizedConfig partitionedFrom(int size) {
        return new QuantizedConfig(dimensions, metric, size, listsPerRoot, overfetch, rebuildShare);
    }

    private static void check(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + ": got " + value + ", expected " + least + " to " + most);
        }
    }

    /** Lists for so many vectors: not so many that blocks would be half empty. */
    int lists(int vectors) {
        return (int) Math.min(listsPerRoot * Math.sqrt(vectors), vectors / LEAST_IN_A_LIST);
    }

    /** Candidates for {@code k}, when so many for each were found to be enough. */
    int candidates(int k, double learned) {
        double each = Math.min(overfetch, learned);
        return (int) Math.min(Integer.MAX_VALUE / 4, Math.ceil(k * each) + Calibration.SPARE);
    }
}

package io.feedrank.ranking.index;

/**
 * How a {@link QuantizedVectorIndex} is kept.
 *
 * @param partitionFrom vectors from which on there is a coarse partition; below, all codes are
 *     scanned
 * @param listsPerRoot lists for each root of the number of vectors
 * @param overfetch candidates by code, for each vector wanted, that are compared as floats
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
        return new QuantizedConfig(dimensions, metric, 30_000, 4, 1.25, 1);
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

    /** Candidates for {@code k}. */
    int candidates(int k) {
        return (int) Math.min(Integer.MAX_VALUE / 4, Math.ceil(k * overfetch) + 16);
    }
}

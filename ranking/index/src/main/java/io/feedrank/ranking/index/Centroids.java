package io.feedrank.ranking.index;

import java.util.Random;

/**
 * Centres of a coarse partition, found by k-means (Lloyd 1982) on a sample; for the cosine they are
 * brought to unit length (spherical k-means). Which centre is close to a vector is judged on codes.
 */
final class Centroids {
    private static final int ROUNDS = 6;

    private final int dimensions;
    private final Metric metric;
    private final float[] centres;
    private final Quantizer quantizer;
    private final CodeList codes;

    /**
     * These centres.
     *
     * @param centres one after another
     */
    Centroids(int dimensions, Metric metric, float[] centres) {
        this.dimensions = dimensions;
        this.metric = metric;
        this.centres = centres;
        this.quantizer = new Quantizer(metric, dimensions, centres);
        int count = centres.length / dimensions;
        this.codes = new CodeList(quantizer, dimensions, metric, count);
        int[] room = new int[dimensions];
        for (int i = 0; i < count; i++) {
            codes.add(i, centres, i * dimensions, room, (slot, position) -> {});
        }
    }

    /**
     * Finds {@code count} centres.
     *
     * @param sample vectors one after another, more than {@code count}
     * @throws InterruptedException when the thread was interrupted
     */
    static Centroids find(int dimensions, Metric metric, float[] sample, int count)
            throws InterruptedException {
        int vectors = sample.length / dimensions;
        float[] centres = new float[count * dimensions];
        Random random = new Random(7);
        int[] order = random.ints(0, vectors).distinct().limit(count).toArray();
        for (int i = 0; i < count; i++) {
            System.arraycopy(sample, order[i] * dimensions, centres, i * dimensions, dimensions);
        }
        for (int round = 0; round < ROUNDS; round++) {
            Centroids now = new Centroids(dimensions, metric, centres);
            centres = now.moved(sample, random);
        }
        return new Centroids(dimensions, metric, centres);
    }

    private float[] moved(float[] sample, Random random) throws InterruptedException {
        int count = size();
        double[] sums = new double[centres.length];
        int[] members = new int[count];
        Scratch scratch = new Scratch();
        int vectors = sample.length / dimensions;
        float[] vector = new float[dimensions];
        for (int v = 0; v < vectors; v++) {
            if ((v & 0xfff) == 0 && Thread.interrupted()) {
                throw new InterruptedException("while looking for centres");
            }
            int from = v * dimensions;
            System.arraycopy(sample, from, vector, 0, dimensions);
            int nearest = nearest(vector, scratch);
            members[nearest]++;
            for (int d = 0; d < dimensions; d++) {
                sums[nearest * dimensions + d] += sample[from + d];
            }
        }
        float[] next = new float[centres.length];
        for (int c = 0; c < count; c++) {
            if (members[c] == 0) {
                int other = random.nextInt(vectors);
                System.arraycopy(sample, other * dimensions, next, c * dimensions, dimensions);
            } else {
                place(next, c, sums, members[c]);
            }
        }
        return next;
    }

    private void place(float[] next, int centre, double[] sums, int members) {
        int from = centre * dimensions;
        double divisor = members;
        if (metric == Metric.COSINE) {
            double square = 0;
            for (int d = 0; d < dimensions; d++) {
                square += sums[from + d] * sums[from + d];
            }
            divisor = Math.max(1e-9, Math.sqrt(square));
        }
        for (int d = 0; d < dimensions; d++) {
            next[from + d] = (float) (sums[from + d] / divisor);
        }
    }

    int size() {
        return centres.length / dimensions;
    }

    float[] centres() {
        return centres;
    }

    /** The centre closest to a vector. */
    int nearest(float[] vector, Scratch scratch) {
        return codes.best(quantizer.query(vector, scratch.centre), scratch.block.dots);
    }

    /** The {@code count} closest centres, closest first. */
    int[] closest(float[] vector, int count, Scratch scratch) {
        QueryCodes query = quantizer.query(vector, scratch.centre);
        scratch.shortlist.reset(count, query.low(), query.high());
        codes.scan(query, null, scratch.shortlist, scratch.block);
        scratch.shortlist.moveTo(scratch.centres);
        Selection found = scratch.centres;
        scratch.order.sort(found);
        int[] closest = new int[Math.min(count, found.size())];
        for (int rank = 0; rank < closest.length; rank++) {
            closest[rank] = found.slot(scratch.order.at(rank));
        }
        return closest;
    }

    long bytes() {
        return 4L * centres.length + codes.bytes();
    }
}

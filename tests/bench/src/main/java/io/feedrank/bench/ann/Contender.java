package io.feedrank.bench.ann;

import org.jspecify.annotations.Nullable;

/** A built index that is measured, ours or a peer's. */
interface Contender extends AutoCloseable {
    String name();

    /**
     * Sets how hard a search tries: {@link #leastEffort} to {@link #mostEffort}; more is better
     * recall.
     */
    void effort(double effort);

    double leastEffort(int k);

    double mostEffort(int k);

    /** Whether {@link #effort} counts in whole numbers. */
    boolean wholeEffort();

    /**
     * About the {@code k} closest, closest first, as the contender hands them to who asks: this is
     * what is timed. Safe for use by several threads.
     */
    Object find(float[] query, int k);

    /** The same among what a filter lets through; null when it has no filters. */
    @Nullable Object find(float[] query, int k, Filters.Filter filter);

    /** Rows of the set out of what was found; not timed. */
    int[] rows(Object found);

    /** Rows of about the {@code k} closest. */
    default int[] search(float[] query, int k) {
        return rows(find(query, k));
    }

    Built built();

    /**
     * What building it took.
     *
     * @param cpuSeconds of all threads that built
     */
    record Built(double cpuSeconds, double bytesPerVector) {}

    /**
     * Changes a second, one by one on one thread while nothing else runs. Asked for once, after all
     * searches: they meet the index as it was built.
     */
    double upsertsPerSecond();

    @Override
    void close();
}

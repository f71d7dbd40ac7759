package io.feedrank.ranking.index;

/**
 * What an engine keeps beside the store. {@link #added}, {@link #removed} and {@link #isDue} are
 * called under the index's lock, {@link #rebuild} without it, by one thread at a time.
 */
interface Structure {
    /** A slot that no search finds yet. */
    void added(int slot);

    /** A slot that is gone; true when it must not be used again until the next rebuild. */
    boolean removed(int slot);

    /** Whether a rebuild would pay. */
    boolean isDue();

    /**
     * Builds anew beside what serves, and swaps under {@code lock}.
     *
     * @throws InterruptedException when the thread was interrupted; all stays as it was
     */
    void rebuild(Object lock) throws InterruptedException;

    int pending();

    long bytes();

    int rebuilds();
}

package io.feedrank.feature.online.near;

import java.util.concurrent.atomic.LongAdder;

/** What became of the keys that were asked for. Thread-safe. */
public final class NearCacheCounts {
    final LongAdder hits = new LongAdder();
    final LongAdder coalesced = new LongAdder();
    final LongAdder read = new LongAdder();
    final LongAdder stale = new LongAdder();
    final LongAdder missing = new LongAdder();

    NearCacheCounts() {}

    /** Answered from here, within the bound of their group. */
    public long hits() {
        return hits.sum();
    }

    /** Answered by the read of another request that was under way. */
    public long coalesced() {
        return coalesced.sum();
    }

    /** Asked of the store. */
    public long read() {
        return read.sum();
    }

    /** Answered from here although too old, since the store did not answer. */
    public long stale() {
        return stale.sum();
    }

    /** Not answered: the store did not, and they were not kept. */
    public long missing() {
        return missing.sum();
    }
}

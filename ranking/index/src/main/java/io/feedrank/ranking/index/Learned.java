package io.feedrank.ranking.index;

import org.jspecify.annotations.Nullable;

/** What took long to find out about the vectors, for a snapshot to take along; null without. */
record Learned(@Nullable Partition partition, @Nullable LinkedGraph graph) {
    static final Learned NOTHING = new Learned(null, null);
}

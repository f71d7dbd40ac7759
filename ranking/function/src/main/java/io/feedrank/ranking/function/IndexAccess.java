package io.feedrank.ranking.function;

import io.feedrank.ranking.pipeline.retrieval.PostVectors;

/** How this replica gets at post vectors. Thread-safe. */
interface IndexAccess extends AutoCloseable {
    PostVectors vectors();

    /** Whether the index is complete enough for feeds to be served. */
    boolean ready();

    /** Vectors that can be found. */
    int size();

    /** What it is and how it began, for people; JSON members. */
    String describe();

    @Override
    void close();
}

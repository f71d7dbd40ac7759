package io.feedrank.ranking.index;

/**
 * The state of an index.
 *
 * @param engine its name
 * @param live vectors that can be found
 * @param dead places held by vectors that were deleted or replaced, until the next rebuild
 * @param pending vectors that the engine's structure doesn't know yet; they are searched one by one
 * @param bytes of memory that vectors, attributes and structure take, without the ids' own texts
 * @param rebuilds of the structure so far
 */
public record IndexStats(
        String engine, int live, int dead, int pending, long bytes, int rebuilds) {}

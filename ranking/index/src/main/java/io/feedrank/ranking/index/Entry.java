package io.feedrank.ranking.index;

/** A vector as it is compared, with what else is known of it. */
@SuppressWarnings("ArrayRecordComponent")
record Entry(String id, float[] vector, Attributes attributes) {}

/**
 * A process that holds some partitions of the index of post vectors, and answers for them over
 * gRPC.
 *
 * <p>May import the pipeline's indexes and retrieval contract, and the feature store.
 */
@NullMarked
package io.feedrank.ranking.shard;

import org.jspecify.annotations.NullMarked;

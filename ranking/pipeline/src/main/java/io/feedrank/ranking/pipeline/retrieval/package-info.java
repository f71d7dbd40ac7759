/**
 * The contract between sources and the index of post vectors, wherever that is: in this process or
 * in shards.
 *
 * <p>May import the feature store and the indexes.
 */
@NullMarked
package io.feedrank.ranking.pipeline.retrieval;

import org.jspecify.annotations.NullMarked;

/**
 * Keeps a vector index up to date from Kafka.
 *
 * <p>May import the feature store and the indexes.
 */
@NullMarked
package io.feedrank.ranking.pipeline.embedding;

import org.jspecify.annotations.NullMarked;

/**
 * The index as a ranker sees it: which shards there are, and a search over all of them.
 *
 * <p>May import the retrieval contract and the feature store.
 */
@NullMarked
package io.feedrank.ranking.shard.fleet;

import org.jspecify.annotations.NullMarked;

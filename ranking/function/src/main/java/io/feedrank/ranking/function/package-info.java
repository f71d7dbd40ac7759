/**
 * The remote StateFun function that ranks, and the service that hosts it.
 *
 * <p>May import the pipeline, the indexes, the shards' client and the feature store.
 */
@NullMarked
package io.feedrank.ranking.function;

import org.jspecify.annotations.NullMarked;

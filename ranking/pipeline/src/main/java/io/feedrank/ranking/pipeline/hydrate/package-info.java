/**
 * Reads what is known of all candidates in one round trip.
 *
 * <p>May import candidate and the indexes.
 */
@NullMarked
package io.feedrank.ranking.pipeline.hydrate;

import org.jspecify.annotations.NullMarked;

/**
 * What is known of the user of a request, read in one round trip.
 *
 * <p>May import the feature store.
 */
@NullMarked
package io.feedrank.ranking.pipeline.user;

import org.jspecify.annotations.NullMarked;

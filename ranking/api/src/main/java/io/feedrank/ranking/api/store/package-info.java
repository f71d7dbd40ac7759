/**
 * The online stores as the query API reads them: behind a circuit, so that a Redis that hangs costs
 * one timeout, not one a request.
 *
 * <p>May import feature-store.
 */
@NullMarked
package io.feedrank.ranking.api.store;

import org.jspecify.annotations.NullMarked;

/**
 * What operators look at: health, metrics, the API's description and its page.
 *
 * <p>May import http's types and feature-store.
 */
@NullMarked
package io.feedrank.ranking.api.operations;

import org.jspecify.annotations.NullMarked;

/**
 * Recomputes served feature values from events, in the order in which the online operators took
 * them in, and compares.
 *
 * <p>May import aggregate, catalog, change, config, event and state.
 */
@NullMarked
package io.feedrank.feature.parity;

import org.jspecify.annotations.NullMarked;

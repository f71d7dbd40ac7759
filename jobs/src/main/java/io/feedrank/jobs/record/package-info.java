/**
 * What travels between operators and lives in state, with one codec each.
 *
 * <p>May import the feature store.
 */
@NullMarked
package io.feedrank.jobs.record;

import org.jspecify.annotations.NullMarked;

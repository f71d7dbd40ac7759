/**
 * {@code feedrank evaluate}: rankers judged on impressions that they have not seen.
 *
 * <p>May import cli, its datasets, and the feature store.
 */
@NullMarked
package io.feedrank.cli.evaluate;

import org.jspecify.annotations.NullMarked;

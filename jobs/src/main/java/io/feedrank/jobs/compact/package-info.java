/**
 * Merges the small files of the offline store into few large ones.
 *
 * <p>May import parquet.
 */
@NullMarked
package io.feedrank.jobs.compact;

import org.jspecify.annotations.NullMarked;

/**
 * Parquet files on a local or shared file system: read, rewritten and replaced.
 *
 * <p>May import nothing else of the jobs.
 */
@NullMarked
package io.feedrank.jobs.parquet;

import org.jspecify.annotations.NullMarked;

/**
 * Table {@code features} of the offline store: what the online store holds, now and then.
 *
 * <p>May import parquet and sink.
 */
@NullMarked
package io.feedrank.jobs.snapshot;

import org.jspecify.annotations.NullMarked;

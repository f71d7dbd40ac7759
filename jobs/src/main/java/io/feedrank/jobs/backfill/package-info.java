/**
 * History for a job of a new generation: events and posts of the offline store before those of
 * Kafka, and nothing written until it has caught up.
 *
 * <p>May import intake, parquet, record and source.
 */
@NullMarked
package io.feedrank.jobs.backfill;

import org.jspecify.annotations.NullMarked;

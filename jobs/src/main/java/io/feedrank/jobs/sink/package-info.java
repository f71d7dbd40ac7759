/**
 * Sinks: Redis, Parquet, Kafka.
 *
 * <p>May import record.
 */
@NullMarked
package io.feedrank.jobs.sink;

import org.jspecify.annotations.NullMarked;

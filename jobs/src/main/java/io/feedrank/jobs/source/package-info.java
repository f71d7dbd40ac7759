/**
 * Kafka sources: events with event time and watermarks, changes without.
 *
 * <p>May import record.
 */
@NullMarked
package io.feedrank.jobs.source;

import org.jspecify.annotations.NullMarked;

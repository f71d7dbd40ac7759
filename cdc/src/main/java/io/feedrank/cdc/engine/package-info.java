/**
 * Runs the Debezium engine and hands its batches to Kafka: one active process a slot, restarted
 * with backoff.
 *
 * <p>May import convert and health, Debezium, Kafka and JDBC.
 */
@NullMarked
package io.feedrank.cdc.engine;

import org.jspecify.annotations.NullMarked;

/**
 * Data to run the platform on: a generated newsroom and two public click logs, loaded into Postgres
 * and replayed into Kafka.
 *
 * <p>May import feature-store's events and topics; knows nothing of the local stack.
 */
@NullMarked
package io.feedrank.cli.dataset;

import org.jspecify.annotations.NullMarked;

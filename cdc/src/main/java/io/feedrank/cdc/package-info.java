/**
 * The change data capture process: the four tables of the source database to the {@code cdc.*}
 * topics.
 *
 * <p>May import feature-store's config, Debezium and Kafka.
 */
@NullMarked
package io.feedrank.cdc;

import org.jspecify.annotations.NullMarked;

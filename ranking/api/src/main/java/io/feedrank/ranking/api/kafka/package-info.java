/**
 * Kafka clients as the query API uses them.
 *
 * <p>May import config.
 */
@NullMarked
package io.feedrank.ranking.api.kafka;

import org.jspecify.annotations.NullMarked;

/**
 * Events over HTTP into Kafka, and the ticks that move event time on.
 *
 * <p>May import http, kafka and feature-store.
 */
@NullMarked
package io.feedrank.ranking.api.event;

import org.jspecify.annotations.NullMarked;

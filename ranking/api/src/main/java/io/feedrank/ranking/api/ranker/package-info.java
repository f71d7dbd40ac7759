/**
 * The path to the ranking function and back: Kafka request and reply, deadline, circuit breaker.
 *
 * <p>May import kafka and feature-store; knows no HTTP.
 */
@NullMarked
package io.feedrank.ranking.api.ranker;

import org.jspecify.annotations.NullMarked;
